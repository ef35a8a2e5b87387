// Which outputs a fingerprint once made: a small file per fingerprint, so that any earlier state can be restored.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import { err, type Result } from '../base/result';
import type { Fingerprint } from '../plan/verdict';
import type { IoFailure } from './cache';
import { makeDirectories } from './makeDirectories';
import { ioFailure } from './ioFailure';
import { isDigest } from './sha256';
import { entryPath } from './storePaths';
import { writeMemory } from './writeAtomically';

/** The digests of a task's outputs by path. */
export type TaskOutputs = Readonly<Record<string, Digest>>;

/** Remembers what a fingerprint made; the last one wins. */
export function rememberTask(
  paths: ProjectPaths,
  fingerprint: Fingerprint,
  outputs: TaskOutputs,
): Result<void, IoFailure> {
  const file = entryPath(paths, 'tasks', fingerprint);
  try {
    makeDirectories(dirname(file));
  } catch (error) {
    return err(ioFailure(error, dirname(file), 'write'));
  }
  return writeMemory(file, JSON.stringify(outputs));
}

/** What a fingerprint made, as far as it is remembered; whether the content is still held is another question. */
export function recallTask(paths: ProjectPaths, fingerprint: Fingerprint): TaskOutputs | undefined {
  try {
    const outputs: unknown = JSON.parse(readFileSync(entryPath(paths, 'tasks', fingerprint), 'utf8'));
    return isOutputs(outputs) ? outputs : undefined;
  } catch {
    return undefined;
  }
}

function isOutputs(value: unknown): value is TaskOutputs {
  return typeof value === 'object' && value !== null && Object.values(value).every(isDigest);
}
