// Counts seconds for what shows how long something has been running: only while there is something to count and someone to see it.
import type { Disposable } from '../core/base/scope';

/** Calls `tick` each second between `run(true)` and `run(false)`. */
export class Seconds implements Disposable {
  readonly #tick: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(tick: () => void) {
    this.#tick = tick;
  }

  run(on: boolean): void {
    if (on) this.#timer ??= setInterval(this.#tick, 1000);
    else this.dispose();
  }

  dispose(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
