// The disk's refusals as values.
import type { IoFailure } from '../cache/cache';
import { type Result, err, ok } from '../base/result';

/** Runs `work`; what the system refuses becomes a failure that names `path` when the system names none. */
export function attemptIo<T>(path: string, work: () => T): Result<T, IoFailure> {
  try {
    return ok(work());
  } catch (error) {
    return err(toIoFailure(error, path));
  }
}

/** A system error as a value; anything else is a defect of ours and goes on being thrown. */
export function toIoFailure(error: unknown, path: string): IoFailure {
  if (!isSystemError(error)) throw error;
  return { code: error.code, path: error.path ?? path, message: error.message };
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException & { readonly code: string } {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && 'syscall' in error;
}
