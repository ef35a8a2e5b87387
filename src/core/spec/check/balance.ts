// Whether a round of changes left the graph of steps and the uses of params as they were: nearly every keystroke does, and then what was
// concluded from all of them still holds.
import type { Links } from './links';

/** Counts what links went and came. */
export class Balance {
  readonly #edges = new Map<string, number>();
  readonly #uses = new Map<string, number>();

  take(links: Links | undefined): void {
    this.#count(links, -1);
  }

  give(links: Links): void {
    this.#count(links, 1);
  }

  edgesDiffer(): boolean {
    return [...this.#edges.values()].some((count) => count !== 0);
  }

  usesDiffer(): boolean {
    return [...this.#uses.values()].some((count) => count !== 0);
  }

  #count(links: Links | undefined, step: number): void {
    if (!links) return;
    for (const [from, edges] of links.edges) {
      add(this.#edges, from, step);
      for (const { to, because } of edges) add(this.#edges, `${from}\n${to}\n${because}`, step);
    }
    for (const use of links.params) add(this.#uses, use, step);
  }
}

function add(counts: Map<string, number>, key: string, step: number): void {
  counts.set(key, (counts.get(key) ?? 0) + step);
}
