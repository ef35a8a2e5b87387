// A file is replaced whole or not at all: written beside its place, then renamed over it.
import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from './cache';
import { ioFailure } from './ioFailure';

/** Replaces the file at `path`; its folder has to exist. Readers see the old content or the new, whatever happens meanwhile. */
export function writeAtomically(path: string, content: string | Uint8Array): Result<void, IoFailure> {
  return replaceBy(path, content, fsyncSync);
}

/**
 * The same for memories that only save time and whose readers recognise a damaged file: after a power cut it may hold
 * nothing, but nobody waits for the disk.
 */
export function writeMemory(path: string, content: string | Uint8Array): Result<void, IoFailure> {
  return replaceBy(path, content, () => undefined);
}

function replaceBy(
  path: string,
  content: string | Uint8Array,
  settle: (file: number) => void,
): Result<void, IoFailure> {
  const temporary = `${path}.${temporarySuffix()}`;
  try {
    writeNew(temporary, content, settle);
    renameSync(temporary, path);
    return ok(undefined);
  } catch (error) {
    removeQuietly(temporary);
    return err(ioFailure(error, path, 'write'));
  }
}

/** Removes what may be there, e.g. after a failure whose own message must not be lost. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // What cannot be removed either is on the disk that has just refused; the first failure is the one to report.
  }
}

/** A name of its own for each temporary file. The process's id in it tells `sweepTemporaries` whether its maker still lives. */
export function temporarySuffix(): string {
  return `${process.pid}-${randomBytes(6).toString('hex')}.tmp`;
}

function writeNew(path: string, content: string | Uint8Array, settle: (file: number) => void): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  const file = openSync(path, 'wx');
  try {
    for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
    settle(file);
  } finally {
    closeSync(file);
  }
}
