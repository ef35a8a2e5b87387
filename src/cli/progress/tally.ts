// What a run came to: counted from its events, for the summary and the exit code.
import type { Outcome, RunEvent, TaskFailure } from '../../core/run/events';

/** A task that failed for good, with what helps to repair it. */
export interface FailedTask {
  readonly task: string;
  readonly step: string;
  readonly failure: TaskFailure;
  /** Relative to the root. */
  readonly log: string;
}

/** Counts by how tasks ended. */
export interface Tally {
  readonly ran: number;
  readonly fresh: number;
  readonly restored: number;
  readonly frozen: number;
  readonly skipped: number;
  /** Stopped while they ran, or not started any more. */
  readonly notRun: number;
  readonly failed: readonly FailedTask[];
  /** Steps of which a task did not come to its end. */
  readonly unfinished: ReadonlySet<string>;
  readonly total: number;
  readonly wallMs: number;
  /** Absent when the execution did not get to its end. */
  readonly outcome?: Outcome;
}

/** Adds up events one by one. */
export class TallyCounter {
  readonly #steps = new Map<string, string>();
  readonly #open = new Map<string, { readonly step: string; readonly log: string }>();
  readonly #unfinishedTasks = new Set<string>();
  readonly #failed: FailedTask[] = [];
  readonly #counts = { ran: 0, fresh: 0, restored: 0, frozen: 0, skipped: 0, notRun: 0 };
  #started = 0;
  #ended = 0;
  #outcome: Outcome | undefined;

  add(event: RunEvent): void {
    switch (event.type) {
      case 'execution-started':
        this.#started = event.time;
        for (const { task, step } of event.tasks) this.#begin(task, step);
        return;
      case 'task-started':
        this.#open.set(event.task, event);
        return;
      case 'task-ended':
        this.#end(event);
        return;
      case 'task-skipped':
        this.#skip(event);
        return;
      case 'execution-ended':
        if (event.recovered === true) return;
        this.#ended = event.time;
        this.#outcome = event.outcome;
        return;
      case 'task-publishing':
        return;
    }
  }

  get tally(): Tally {
    const unfinished = new Set([...this.#unfinishedTasks].map((task) => this.#steps.get(task) ?? task));
    return {
      ...this.#counts,
      failed: this.#failed,
      unfinished,
      total: this.#steps.size,
      wallMs: Math.max(0, this.#ended - this.#started),
      outcome: this.#outcome,
    };
  }

  #begin(task: string, step: string): void {
    this.#steps.set(task, step);
    this.#unfinishedTasks.add(task);
  }

  #end({ task, outcome, willRetry }: Extract<RunEvent, { type: 'task-ended' }>): void {
    if (willRetry) return;
    if (outcome.kind === 'succeeded') {
      this.#counts.ran += 1;
      this.#unfinishedTasks.delete(task);
      return;
    }
    if (outcome.kind === 'cancelled') {
      this.#counts.notRun += 1;
      return;
    }
    const { step = task, log = '' } = this.#open.get(task) ?? {};
    this.#failed.push({ task, step, log, failure: outcome.failure });
  }

  #skip({ task, why }: Extract<RunEvent, { type: 'task-skipped' }>): void {
    if (why === 'upstream-failed') this.#counts.skipped += 1;
    else if (why === 'cancelled') this.#counts.notRun += 1;
    else {
      this.#counts[why] += 1;
      this.#unfinishedTasks.delete(task);
    }
  }
}
