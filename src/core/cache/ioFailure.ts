// What the disk refuses, in words: the system's code stays, the sentence says what was tried and what to do about it.
import type { IoFailure } from './cache';

/** What was tried: the beginning of the sentence. */
export type IoAttempt = 'read' | 'write';

/** Turns what `node:fs` threw into a failure that can be shown. Anything that no disk causes is ours, and is thrown on. */
export function ioFailure(error: unknown, path: string, attempt: IoAttempt): IoFailure {
  const code = systemCode(error);
  if (code === undefined) throw error;
  return { code, path, message: `cannot ${attempt} ${path}: ${explain(code, error)}` };
}

/** The system's code (`ENOSPC`, `EACCES`, …) of an error, when it has one. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined;
  return error.code;
}

function explain(code: string, error: unknown): string {
  const known = explanations[code];
  if (known !== undefined) return `${known} (${code})`;
  return error instanceof Error ? error.message : code;
}

const explanations: Readonly<Record<string, string>> = {
  EACCES: 'permission denied. Check who may use the file and its folder',
  EPERM: 'the system does not allow it. Check who owns the file and its folder',
  EROFS: 'the file system is read-only. Use a folder that can be written to',
  ENOSPC: 'the disk is full. Free some space, e.g. by `fairlead gc`',
  EDQUOT: 'the disk quota is used up. Free some space, e.g. by `fairlead gc`',
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EISDIR: 'it is a folder, not a file',
  ENAMETOOLONG: 'the path is too long for the file system',
  EMFILE: 'too many files are open. Raise the limit (`ulimit -n`)',
  EBUSY: 'another program is using it',
  EIO: 'the disk reports an error. Look at its health',
  ESTALE: 'the network file system lost it. Try again',
  ERR_INVALID_ARG_VALUE: 'the path holds a character that no path may hold',
};
