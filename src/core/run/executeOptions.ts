// What an execution needs from outside: everything it may touch is handed in.
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import type { Result } from '../base/result';
import type { ContentStore, Digester, IoFailure } from '../cache/cache';
import type { Lock } from '../plan/lock';
import type { Known, Plan } from '../plan/plan';
import type { Task } from '../plan/task';
import type { Executor } from './executor';
import type { Machine } from './resourcePool';

/** A plan with what it was made from; a `ProjectPlan` is one. */
export interface ExecutablePlan {
  readonly pipeline: { readonly name: string };
  readonly specDigest: Digest;
  readonly plan: Plan;
  readonly known: Known;
}

export interface ExecuteOptions {
  readonly paths: ProjectPaths;
  readonly digester: Digester;
  readonly store: ContentStore;
  /** The executor behind a name in the spec. */
  executorFor(name: string): Executor | undefined;
  /** Replaces the lock file; called when the execution ends and at most about once a second before. */
  writeLock(lock: Lock): Result<void, IoFailure>;
  /** What may be used at once: `thisMachine(env, jobs)`. */
  readonly machine: Machine;
  /** The environment that steps inherit. */
  readonly env: Readonly<Record<string, string | undefined>>;
  secret(name: string): string | undefined;
  /** Whether tasks that do not depend on a failed one still start. */
  readonly keepGoing?: boolean;
  /** The second Ctrl-C: running tasks get no grace. */
  readonly kill?: AbortSignal;
  /** Further variables for a task's command, e.g. the tracking server and the id of the task's run. */
  taskEnv?(task: Task, execution: string): Readonly<Record<string, string>>;
}
