// The contracts of the cache: what running needs to know of content on the disk.
import type { Digest } from '../base/digest';
import type { Result } from '../base/result';
import type { PathState } from '../plan/task';
import type { Fingerprint } from '../plan/verdict';

/** The disk refused: a full disk, a read-only folder, a missing file. `code` is the system's (`ENOSPC`, `EROFS`, …). */
export interface IoFailure {
  readonly code: string;
  readonly path: string;
  readonly message: string;
}

/** Digests of paths. Unchanged files cost one `stat`; distrusts files as young as the last write of its memory (git's racy rule). */
export interface Digester {
  /**
   * States of paths relative to the root: files, directories, globs (answered as directories). Unreadable files are IO failures;
   * an abort of `signal` is one with the code `ABORTED`.
   */
  digest(paths: readonly string[], signal?: AbortSignal): Promise<Result<ReadonlyMap<string, PathState>, IoFailure>>;
  /** Writes what was learnt, atomically; a failure to write is no failure of the caller's. */
  save(): void;
}

/** Content by digest, and which outputs a fingerprint made. Every write is whole or not at all. */
export interface ContentStore {
  has(digest: Digest): boolean;
  /** Takes a copy (reflink, hardlink or bytes: the best there is) of what is at `absolutePath`, whose state was just digested. */
  put(absolutePath: string, state: PathState): Promise<Result<void, IoFailure>>;
  /** Puts content back at `absolutePath`: written beside it, then renamed; a directory is swapped whole. */
  restore(digest: Digest, absolutePath: string): Promise<Result<void, IoFailure>>;
  rememberTask(fingerprint: Fingerprint, outputs: Readonly<Record<string, Digest>>): Result<void, IoFailure>;
  /** The outputs once made with this fingerprint, when all of them are still held. */
  taskOutputs(fingerprint: Fingerprint): Readonly<Record<string, Digest>> | undefined;
  /** Remembers the names and digests of a directory's files without their content, so that a later change can be named. */
  rememberDirectory(state: PathState): void;
  /** The files of a directory content. */
  directoryFiles(digest: Digest): Readonly<Record<string, Digest>> | undefined;
}
