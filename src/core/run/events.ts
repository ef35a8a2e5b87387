// What an execution says while it runs. The same events are the lines of the journal, the terminal's progress, the
// editor's live tree and the recorder's source: emitted once, read by all.
import type { Digest } from '../base/digest';
import type { Json, JsonObject } from '../base/json';
import type { LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';
import type { Fingerprint, Reason } from '../plan/verdict';

/** Milliseconds since 1970, as MLflow counts. */
export type Time = number;

/** Sortable and unique: time and random part. */
export type ExecutionId = string;

/** How a task's attempt, or a whole execution, ended. Exit code and signal are kept as the system gave them. */
export type Outcome =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed'; readonly failure: TaskFailure }
  | { readonly kind: 'cancelled' };

/** Why an attempt failed; each kind has its own message and remedy (`failureText`). */
export type TaskFailure =
  | { readonly kind: 'exit'; readonly exitCode: number; readonly signal?: string }
  | { readonly kind: 'timeout'; readonly timeoutMs: number }
  | { readonly kind: 'spawn'; readonly message: string }
  | { readonly kind: 'command-not-found'; readonly command: string }
  | { readonly kind: 'missing-input'; readonly path: string }
  | { readonly kind: 'missing-output'; readonly path: string }
  /** `removed`: it is not there any more. */
  | { readonly kind: 'input-changed'; readonly path: string; readonly removed?: true }
  | { readonly kind: 'missing-secret'; readonly name: string }
  | { readonly kind: 'pick'; readonly message: string }
  | { readonly kind: 'io'; readonly path: string; readonly code: string; readonly message: string }
  | { readonly kind: 'interrupted' };

/** What an attempt used. Absent figures were not measurable on this system; never guessed. */
export interface Usage {
  readonly wallMs: number;
  readonly cpuMs?: number;
  /** Largest resident set of a single process of the task. */
  readonly peakRssBytes?: number;
}

export type RunEvent =
  | {
      readonly type: 'execution-started';
      readonly time: Time;
      readonly execution: ExecutionId;
      readonly pipeline: string;
      readonly specFile: string;
      readonly specDigest: Digest;
      /** Every selected task with what the plan said of it, in order. */
      readonly tasks: readonly {
        readonly task: TaskId;
        readonly step: string;
        readonly verdict: 'fresh' | 'restorable' | 'stale';
        readonly reasons: readonly Reason[];
      }[];
      readonly pid: number;
      readonly host: string;
    }
  | {
      readonly type: 'task-started';
      readonly time: Time;
      readonly task: TaskId;
      readonly step: string;
      readonly attempt: number;
      /** Unique name of the attempt; also in the processes' environment as FAIRLEAD_ATTEMPT. */
      readonly attemptId: string;
      readonly matrix: JsonObject;
      readonly params: Readonly<Record<string, Json>>;
      readonly command: string;
      readonly fingerprint?: Fingerprint;
      readonly reasons: readonly Reason[];
      /** Relative to the root. */
      readonly log: string;
      /** Paths whose old content was set aside in the attempt's directory. */
      readonly outputs: readonly string[];
    }
  /** The command ended well; outputs are about to be published. A crash after this line is finished, not undone. */
  | {
      readonly type: 'task-publishing';
      readonly time: Time;
      readonly task: TaskId;
      readonly attemptId: string;
      readonly locked: LockedTask;
      readonly usage: Usage;
      readonly metrics: Readonly<Record<string, number>>;
    }
  | {
      readonly type: 'task-ended';
      readonly time: Time;
      readonly task: TaskId;
      readonly attempt: number;
      readonly attemptId: string;
      readonly outcome: Outcome;
      readonly usage: Usage;
      /** Present when it succeeded: what goes into the lock. */
      readonly locked?: LockedTask;
      readonly metrics: Readonly<Record<string, number>>;
      /** Whether another attempt follows. */
      readonly willRetry: boolean;
      /** A Python traceback's last own frame, so that the problem can stand on its line. */
      readonly at?: { readonly file: string; readonly line: number; readonly message: string };
    }
  /** A task that did not have to run, or could not. */
  | {
      readonly type: 'task-skipped';
      readonly time: Time;
      readonly task: TaskId;
      readonly why: 'fresh' | 'restored' | 'frozen' | 'upstream-failed' | 'cancelled';
      /** Present when it was restored: what goes into the lock. */
      readonly locked?: LockedTask;
    }
  | {
      readonly type: 'execution-ended';
      readonly time: Time;
      readonly execution: ExecutionId;
      readonly outcome: Outcome;
      readonly recovered?: boolean;
    };
