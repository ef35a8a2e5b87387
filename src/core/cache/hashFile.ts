// The digest of one file, read through a buffer that the caller reuses.
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import type { Digest } from '../base/digest';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from './cache';
import { ioFailure } from './ioFailure';
import { sha256Bytes } from './sha256';

/** A file to be read. `size` is what its stat said; the file may have changed since. */
export interface FileToHash {
  /** Absolute. */
  readonly path: string;
  readonly size: number;
}

/** A buffer for `hashFile`: so large that files up to `largest` bytes are one read, and never larger than pays. */
export function hashBuffer(largest = Infinity): Uint8Array {
  // Zeroing a megabyte costs more than hashing a small file; what a read has not filled is never looked at.
  return Buffer.allocUnsafe(Math.min(largest + 1, 1 << 20));
}

/** A file of this size is read in turns (`hashLargeFile`): all at once would stop everything else for too long. */
export const largeFile = 64 * 1024 * 1024;

/** Reads a file and digests it, leaving others a turn after every 64 MB; what it answers after an abort is worth nothing. */
export async function hashLargeFile(
  path: string,
  buffer: Uint8Array,
  signal?: AbortSignal,
): Promise<Result<Digest, IoFailure>> {
  try {
    const file = openSync(path, 'r');
    try {
      const whole = createHash('sha256');
      let inThisTurn = 0;
      for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer)) {
        whole.update(buffer.subarray(0, read));
        inThisTurn += read;
        if (inThisTurn < largeFile) continue;
        inThisTurn = 0;
        await setImmediate();
        if (signal?.aborted === true) break;
      }
      return ok<Digest>(`sha256:${whole.digest('hex')}`);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return err(ioFailure(error, path, 'read'));
  }
}

/** Reads a file and digests it at once. Synchronous: for small files that costs a third of what promises cost. */
export function hashFile({ path, size }: FileToHash, buffer: Uint8Array): Result<Digest, IoFailure> {
  try {
    const file = openSync(path, 'r');
    try {
      return ok(digestOpenFile(file, size, buffer));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    return err(ioFailure(error, path, 'read'));
  }
}

function digestOpenFile(file: number, size: number, buffer: Uint8Array): Digest {
  const first = readSync(file, buffer);
  // The read that reaches the size of the stat is taken as the whole: a file that has grown since has another stat by then.
  if (first === size) return sha256Bytes(buffer.subarray(0, first));
  const whole = createHash('sha256');
  for (let read = first; read > 0; read = readSync(file, buffer)) whole.update(buffer.subarray(0, read));
  return `sha256:${whole.digest('hex')}`;
}
