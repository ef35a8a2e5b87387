import { err, ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { ioFailure } from '../cache/ioFailure';

/** Runs `work`, which writes at `path`; what the system refuses becomes a failure that names the path. */
export function attemptIo<T>(path: string, work: () => T): Result<T, IoFailure> {
  try {
    return ok(work());
  } catch (error) {
    return err(ioFailure(error, path, 'write'));
  }
}
