import type { Disposable } from './scope';

/** Subscribes `listener`; dispose the result to stop listening. */
export type Event<T> = (listener: (value: T) => void) => Disposable;

/** The emitting end of an `Event`. Listeners run in the order in which they subscribed. */
export class Emitter<T> implements Disposable {
  readonly #listeners = new Set<(value: T) => void>();

  readonly event: Event<T> = (listener) => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  fire(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }

  dispose(): void {
    this.#listeners.clear();
  }
}
