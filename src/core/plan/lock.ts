// What the last good run of each task was: the content of `fairlead.lock`, and with it the plan's memory.
import type { Digest } from '../base/digest';
import type { Json } from '../base/json';
import type { TaskId } from './task';
import type { Fingerprint } from './verdict';

/** A path's digest and size in bytes as the lock remembers it. */
export interface LockedPath {
  readonly digest: Digest;
  readonly size: number;
}

/** Everything that a fingerprint covered, kept readable so that a verdict can say what changed. */
export interface LockedTask {
  readonly fingerprint: Fingerprint;
  readonly command: string;
  /** The command as it is written, when it holds expressions: tells an edit of it from another value in it. */
  readonly template?: string;
  readonly params: Readonly<Record<string, Json>>;
  readonly env: Readonly<Record<string, string>>;
  readonly inputs: Readonly<Record<string, LockedPath>>;
  readonly outputs: Readonly<Record<string, LockedPath>>;
}

export type Lock = ReadonlyMap<TaskId, LockedTask>;
