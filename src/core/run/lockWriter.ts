// Keeps the lock file up to date while tasks end: writing it after each would cost the square of their number, so it is
// written at most about once a second. What was not written yet is in the journal.
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import type { Lock, LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';

const intervalMs = 1000;

/** The lock as it is now, ahead of its file. */
export class LockWriter {
  readonly #entries: Map<TaskId, LockedTask>;
  readonly #write: (lock: Lock) => Result<void, IoFailure>;
  #timer: NodeJS.Timeout | undefined;
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
    }, intervalMs);
  }

  /** Writes what is not written yet. */
  flush(): Result<void, IoFailure> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (!this.#dirty) return ok(undefined);
    const written = this.#write(this.#entries);
    if (written.ok) this.#dirty = false;
    return written;
  }
}
