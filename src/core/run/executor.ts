import type { Result } from '../base/result';
import type { TaskFailure, Usage } from './events';

/** A command ready to run: everything an executor needs and nothing it would have to look up. */
export interface Job {
  readonly attemptId: string;
  readonly command: string;
  /** Absolute. */
  readonly workingDirectory: string;
  /** The whole environment of the process; the executor adds FAIRLEAD_ATTEMPT, by which it finds what it started. */
  readonly env: Readonly<Record<string, string>>;
  /** Absolute path of the log; stdout and stderr are appended in the order in which they arrive. */
  readonly log: string;
  readonly timeoutMs?: number;
}

/** How a job ended, with what it used. A job that was aborted ends as `interrupted`, whatever its exit code. */
export interface JobEnd {
  readonly result: Result<void, TaskFailure>;
  readonly usage: Usage;
}

/**
 * Runs jobs somewhere. Every executor passes the shared contract test: start, follow logs, exit code, cancel,
 * resources, missing command, lost host.
 */
export interface Executor {
  readonly kind: string;
  /** One line for completion and the reference. */
  readonly title: string;
  /**
   * Settles when the job and all its processes are gone. An abort of `stop` ends them: SIGTERM, a grace of 10 s, SIGKILL.
   * An abort of `kill` (the second Ctrl-C) leaves no grace.
   */
  run(job: Job, stop: AbortSignal, kill?: AbortSignal): Promise<JobEnd>;
}
