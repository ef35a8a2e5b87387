// The text of the spec file, or why there is none, said with a place.
import { readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import { ioFailure, systemCode } from '../cache/ioFailure';
import { withoutMark } from './diskFiles';
import type { ProjectFailure } from './project';

/** Reads the spec. */
export function readSpecText({ root, specFile }: ProjectPaths): Result<string, ProjectFailure> {
  let bytes: Buffer;
  try {
    bytes = readFileSync(`${root}/${specFile}`);
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return err({ kind: 'spec-missing', path: specFile });
    return err({ kind: 'spec-unreadable', path: specFile, message: ioFailure(error, specFile, 'read').message });
  }
  if (isUtf8(bytes)) return ok(withoutMark(bytes.toString('utf8')));
  const message = `line ${lineOfBadByte(bytes)} holds a byte that is not UTF-8. Save the file as UTF-8`;
  return err({ kind: 'spec-unreadable', path: specFile, message });
}

/** A line break never lies within a character, so lines can be looked at one by one. Counts from 1. */
function lineOfBadByte(bytes: Buffer): number {
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const end = bytes.indexOf(10, start);
    if (end === -1 || !isUtf8(bytes.subarray(start, end))) break;
    start = end + 1;
  }
  return line;
}
