// The state of an execution under way that its tasks share.
import { randomBytes } from 'node:crypto';
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import type { EventQueue } from './eventQueue';
import type { ExecutionId, RunEvent, TaskFailure } from './events';
import type { ExecutablePlan, ExecuteOptions } from './executeOptions';
import type { Journal } from './journal';
import type { LockWriter } from './lockWriter';
import type { ResourcePool } from './resourcePool';

/** Everything that is shared while an execution runs. */
export class Execution {
  readonly id: ExecutionId;
  readonly plan: ExecutablePlan;
  readonly options: ExecuteOptions;
  readonly stop: AbortSignal;
  readonly pool: ResourcePool;
  readonly lock: LockWriter;
  readonly #queue: EventQueue<RunEvent>;
  readonly #journal: Journal | undefined;
  #failure: TaskFailure | undefined;
  #end: RunEvent | undefined;
  /** Something is missing on the disk: then the journal must not say that all is over, so that the next start looks. */
  #incomplete = false;

  constructor(parts: {
    readonly id: ExecutionId;
    readonly plan: ExecutablePlan;
    readonly options: ExecuteOptions;
    readonly stop: AbortSignal;
    readonly pool: ResourcePool;
    readonly lock: LockWriter;
    readonly queue: EventQueue<RunEvent>;
    /** Absent when there is nothing to do: then nothing is written anywhere. */
    readonly journal: Journal | undefined;
  }) {
    this.id = parts.id;
    this.plan = parts.plan;
    this.options = parts.options;
    this.stop = parts.stop;
    this.pool = parts.pool;
    this.lock = parts.lock;
    this.#queue = parts.queue;
    this.#journal = parts.journal;
  }

  /** The first failure of a task. */
  get failure(): TaskFailure | undefined {
    return this.#failure;
  }

  /** Writes an event to the journal, then shows it. An event that cannot be journalled is shown all the same. */
  emit(event: RunEvent): Result<void, IoFailure> {
    const written = this.#append(event);
    if (!written.ok) this.giveUp(written.error);
    this.#queue.push(event);
    return written;
  }

  /** Writes an event to the journal; shows it only when that worked. */
  emitIfJournalled(event: RunEvent): Result<void, IoFailure> {
    const written = this.#append(event);
    if (written.ok) this.#queue.push(event);
    return written;
  }

  /** Shows the last event. It goes into the journal only by `close`. */
  showEnd(event: Extract<RunEvent, { type: 'execution-ended' }>): void {
    this.#end = event;
    this.#queue.push(event);
  }

  /**
   * Says in the journal that all is over, once everybody has heard every event and its traces are on the disk. Otherwise the
   * execution stays open there, and the next start makes up for what is missing.
   */
  close(heard: 'all heard' | 'abandoned'): void {
    if (heard === 'all heard' && !this.#incomplete && this.#end !== undefined) this.#append(this.#end);
    this.#journal?.close();
  }

  /** A task failed: unless told to keep going, nothing new starts; what runs may end. */
  taskFailed(failure: TaskFailure): void {
    this.#failure ??= failure;
    if (this.options.keepGoing !== true) this.pool.close();
  }

  /** The disk refuses journal or lock. Nothing new starts: what the journal does not know could not be cleaned up. */
  giveUp(failure: IoFailure): void {
    this.#incomplete = true;
    this.#failure ??= { kind: 'io', ...failure };
    this.pool.close();
  }

  #append(event: RunEvent): Result<void, IoFailure> {
    return this.#journal?.append(event) ?? ok(undefined);
  }
}

/** Sortable by time, unique by its random part: `20261121T033600123-9f3a2c41`. */
export function newExecutionId(now = new Date()): ExecutionId {
  return `${now.toISOString().replace(/[-:.Z]/g, '')}-${randomBytes(4).toString('hex')}`;
}

/** Of fixed length, so that no attempt's name is the beginning of another's. */
export function newAttemptId(execution: ExecutionId): string {
  return `${execution}-${randomBytes(4).toString('hex')}`;
}
