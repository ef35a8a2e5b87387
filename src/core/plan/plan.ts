import type { Digest, Sha256 } from '../base/digest';
import type { Location } from '../base/text';
import type { Lock } from './lock';
import type { PathState, Task, TaskId } from './task';
import type { Fingerprint, Verdict } from './verdict';

/** What is known about the disk and the past when a plan is made: handed in, so that planning stays pure. */
export interface Known {
  /** The state of an input or output path; globs are answered as directories. */
  pathState(path: string): PathState;
  readonly lock: Lock;
  /** Tasks that were started and never ended (the process was killed). */
  readonly interrupted: ReadonlySet<TaskId>;
  /** The outputs (path -> digest) once made with this fingerprint, when the cache still holds all of them. */
  cached(fingerprint: Fingerprint): Readonly<Record<string, Digest>> | undefined;
  /** The files of a directory content (by its digest) when the cache remembers them: names what changed inside. */
  directoryFiles(digest: Digest): Readonly<Record<string, Digest>> | undefined;
  readonly sha256: Sha256;
}

/** A task with its verdict. `fingerprint` is absent while an input is missing or still to be made. */
export interface PlannedTask {
  readonly task: Task;
  readonly verdict: Verdict;
  readonly fingerprint?: Fingerprint;
  /** Whether the user's selection (`--only`, `--from`, `--until`) includes it. */
  readonly selected: boolean;
}

/** Tasks in an order in which they may run: makers before readers. */
export interface Plan {
  readonly tasks: readonly PlannedTask[];
}

/** Which tasks to run; step names or task ids. Everything when empty. */
export interface Selection {
  /** These steps alone, nothing upstream. */
  readonly only?: readonly string[];
  /** These steps and everything that depends on them. */
  readonly from?: readonly string[];
  /** These steps and everything that they depend on. */
  readonly until?: readonly string[];
  /** `true`: every selected task runs whatever its verdict; names: those. */
  readonly force?: boolean | readonly string[];
}

/** A problem that shows only when templates are filled in, e.g. two tasks that write one path. */
export interface PlanProblem extends Location {
  readonly message: string;
}
