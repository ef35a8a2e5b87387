// Events of an execution in short: `started('train')`, `ended('train', 'failed')`.
import type { ExecutionId, Outcome, RunEvent } from '../../../src/core/run/events';

const digest = 'sha256:0' as const;

/** An execution of tasks; those in `fresh` do not have to run. */
export function executionStarted(
  tasks: readonly string[],
  fresh: readonly string[] = [],
  execution: ExecutionId = 'e1',
): RunEvent {
  return {
    type: 'execution-started',
    time: 1000,
    execution,
    pipeline: 'p',
    specFile: 'fairlead.yaml',
    specDigest: digest,
    tasks: tasks.map((task) => ({
      task,
      step: stepOf(task),
      verdict: fresh.includes(task) ? 'fresh' : 'stale',
      reasons: [],
    })),
    pid: 1,
    host: 'h',
  };
}

/** The first attempt of a task. */
export function started(task: string, fingerprint: `sha256:${string}` = digest): RunEvent {
  return {
    type: 'task-started',
    time: 2000,
    task,
    step: stepOf(task),
    attempt: 1,
    attemptId: `${task}-1`,
    matrix: {},
    params: {},
    command: 'true',
    fingerprint,
    reasons: [],
    log: `.fairlead/logs/${task}.log`,
    outputs: [],
  };
}

/** The end of an attempt, with a metric when it went well. */
export function ended(task: string, kind: Outcome['kind'], { willRetry = false } = {}): RunEvent {
  const outcome: Outcome = kind === 'failed' ? { kind, failure: { kind: 'exit', exitCode: 3 } } : { kind };
  return {
    type: 'task-ended',
    time: 5000,
    task,
    attempt: 1,
    attemptId: `${task}-1`,
    outcome,
    usage: { wallMs: 3000 },
    metrics: kind === 'succeeded' ? { auc: 0.9 } : {},
    willRetry,
  };
}

/** A task that was not run. */
export function skipped(task: string, why: (RunEvent & { type: 'task-skipped' })['why']): RunEvent {
  return { type: 'task-skipped', time: 3000, task, why };
}

/** The end of everything. */
export function executionEnded(execution: ExecutionId = 'e1'): RunEvent {
  return { type: 'execution-ended', time: 9000, execution, outcome: { kind: 'succeeded' } };
}

function stepOf(task: string): string {
  return task.replace(/\[.*/, '');
}
