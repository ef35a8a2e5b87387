// Keeps the lock file up to date while tasks end. The whole file is written each time, so the pauses between grow with what a
// write costs: of a pipeline of thousands of tasks it stays a small share. What was not written yet is in the journal.
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import type { Lock, LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';

const shortestPauseMs = 1000;
/** A write of 100 ms is followed by a pause of 5 s: 2 % of the time. */
const pauseToCost = 50;

/** The lock as it is now, ahead of its file. */
export class LockWriter {
  readonly #entries: Map<TaskId, LockedTask>;
  readonly #write: (lock: Lock) => Result<void, IoFailure>;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = shortestPauseMs;
  #dirty = false;

  constructor(lock: Lock, write: (lock: Lock) => Result<void, IoFailure>) {
    this.#entries = new Map(lock);
    this.#write = write;
  }

  get lock(): Lock {
    return this.#entries;
  }

  set(task: TaskId, locked: LockedTask): void {
    this.#entries.set(task, locked);
    this.#dirty = true;
    // A failure now is no loss: the last write, whose result counts, tries again.
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.flush();
    }, this.#pauseMs);
  }

  /** Writes what is not written yet. */
  flush(): Result<void, IoFailure> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#dirty) return ok(undefined);
    const started = performance.now();
    const written = this.#write(this.#entries);
    this.#pauseMs = Math.max(shortestPauseMs, (performance.now() - started) * pauseToCost);
    if (written.ok) this.#dirty = false;
    return written;
  }
}
