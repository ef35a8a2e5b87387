// Work that may be asked for many times in a moment and is done at once, then at most once an interval.

/** Collects what is asked for under a key and hands it to `flush` together. */
export class Throttle<K> {
  readonly #flush: (keys: readonly K[]) => void;
  readonly #intervalMs: number;
  readonly #waiting = new Set<K>();
  #timer: NodeJS.Timeout | undefined;

  constructor(intervalMs: number, flush: (keys: readonly K[]) => void) {
    this.#intervalMs = intervalMs;
    this.#flush = flush;
  }

  /** Asks for `key`. Within an interval after the last flush it waits for the interval's end. */
  ask(key: K): void {
    this.#waiting.add(key);
    if (this.#timer === undefined) this.#run();
  }

  dispose(): void {
    clearTimeout(this.#timer);
    this.#waiting.clear();
  }

  #run(): void {
    const keys = [...this.#waiting];
    this.#waiting.clear();
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      if (this.#waiting.size > 0) this.#run();
    }, this.#intervalMs);
    this.#timer.unref();
    this.#flush(keys);
  }
}
