// Who owns what: a scope closes everything that was opened in it, last opened first.

/** Anything that must be given back: a watcher, a connection, a lock. */
export interface Disposable {
  dispose(): void;
}

/** Owns resources. Something that arrives after the scope was closed is disposed at once, so late arrivals never leak. */
export class Scope implements Disposable {
  readonly #owned: Disposable[] = [];
  #closed = false;

  get closed(): boolean {
    return this.#closed;
  }

  /** Takes ownership and gives the same thing back, so that creation and ownership stand on one line. */
  own<T extends Disposable>(resource: T): T {
    if (this.#closed) resource.dispose();
    else this.#owned.push(resource);
    return resource;
  }

  /** Runs `cleanup` when the scope closes. */
  onClose(cleanup: () => void): void {
    this.own({ dispose: cleanup });
  }

  dispose(): void {
    if (this.#closed) return;
    this.#closed = true;
    for (const resource of this.#owned.splice(0).reverse()) resource.dispose();
  }
}
