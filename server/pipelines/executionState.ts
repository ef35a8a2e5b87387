// What the journal's events say of each task now: a fold over the events, without IO.
import type { ExecutionId, RunEvent, TaskFailure, Time } from '../../src/core/run/events';
import type { TaskId } from '../../src/core/plan/task';
import type { Fingerprint } from '../../src/core/plan/verdict';

/** The last that was heard of a task. */
export interface TaskProgress {
  readonly phase: 'queued' | 'running' | 'succeeded' | 'failed' | 'blocked' | 'idle';
  readonly startedAt?: Time;
  readonly durationMs?: number;
  /** Relative to the root. */
  readonly log?: string;
  readonly metrics: Readonly<Record<string, number>>;
  readonly failure?: TaskFailure;
  /** What the failed attempt ran with: once the task's own differs, the failure is history. */
  readonly fingerprint?: Fingerprint;
}

const untouched: TaskProgress = { phase: 'idle', metrics: {} };

/** All executions of one pipeline so far, as far as its tasks show them. */
export class ExecutionState {
  readonly #tasks = new Map<TaskId, TaskProgress>();
  #running: { readonly execution: ExecutionId; readonly open: Set<TaskId>; readonly total: number } | undefined;

  /** The execution under way. */
  get running(): { readonly execution: ExecutionId; readonly done: number; readonly total: number } | undefined {
    if (this.#running === undefined) return undefined;
    const { execution, open, total } = this.#running;
    return { execution, done: total - open.size, total };
  }

  task(id: TaskId): TaskProgress {
    return this.#tasks.get(id) ?? untouched;
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'execution-started': {
        this.#settle();
        const open = event.tasks.filter(({ verdict }) => verdict !== 'fresh').map(({ task }) => task);
        this.#running = { execution: event.execution, open: new Set(open), total: open.length };
        for (const task of open) this.#change(task, { phase: 'queued', failure: undefined, fingerprint: undefined });
        break;
      }
      case 'task-started':
        this.#change(event.task, {
          phase: 'running',
          startedAt: event.time,
          log: event.log,
          fingerprint: event.fingerprint,
        });
        break;
      case 'task-publishing':
        break;
      case 'task-ended':
        this.#ended(event);
        break;
      case 'task-skipped':
        this.#change(event.task, { phase: skippedPhases[event.why] });
        this.#running?.open.delete(event.task);
        break;
      case 'execution-ended':
        this.#settle();
        break;
    }
  }

  #ended(event: RunEvent & { type: 'task-ended' }): void {
    const { outcome, usage, metrics, task } = event;
    const ended = { startedAt: undefined, durationMs: usage.wallMs, metrics };
    if (event.willRetry) this.#change(task, { ...ended, phase: 'queued' });
    else if (outcome.kind === 'failed') this.#change(task, { ...ended, phase: 'failed', failure: outcome.failure });
    else
      this.#change(task, { ...ended, phase: outcome.kind === 'succeeded' ? 'succeeded' : 'idle', failure: undefined });
    if (!event.willRetry) this.#running?.open.delete(task);
  }

  /** No execution is under way any more: what still waited or ran does so no longer. */
  #settle(): void {
    this.#running = undefined;
    for (const [task, { phase }] of this.#tasks) {
      if (phase === 'queued' || phase === 'running') this.#change(task, { phase: 'idle', startedAt: undefined });
    }
  }

  #change(task: TaskId, change: Partial<TaskProgress>): void {
    this.#tasks.set(task, { ...this.task(task), ...change });
  }
}

const skippedPhases = {
  fresh: 'succeeded',
  restored: 'succeeded',
  frozen: 'succeeded',
  'upstream-failed': 'blocked',
  cancelled: 'idle',
} as const;
