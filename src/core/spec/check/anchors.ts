// Anchors of a whole file, since an alias in one chunk may name an anchor in another. Expanding aliases is bounded: a text of a few lines
// can stand for billions of values ("billion laughs").
import type { SpecNode } from '../syntax/node';
import type { Chunk } from './chunk';

/** More aliases than this in a file are not expanded. */
export const maxAliases = 5000;
/** An alias that stands for more values than this is not expanded. */
export const maxAliasSize = 2000;

/** Where an anchor is defined. */
export interface Anchored {
  readonly chunk: Chunk;
  readonly node: SpecNode;
}

/** What an alias stands for. */
export type Resolved =
  | { readonly kind: 'found'; readonly target: Anchored }
  | { readonly kind: 'unknown' | 'later' | 'recursive' | 'too-large' | 'too-many' };

/** The anchors and aliases of one file. */
export class AnchorTable {
  readonly #defined = new Map<string, Set<Chunk>>();
  #aliases = 0;

  add(chunk: Chunk): void {
    this.#aliases += chunk.parsed.aliases;
    for (const name of chunk.parsed.anchors.keys()) {
      const chunks = this.#defined.get(name) ?? new Set();
      this.#defined.set(name, chunks.add(chunk));
    }
  }

  remove(chunk: Chunk): void {
    this.#aliases -= chunk.parsed.aliases;
    for (const name of chunk.parsed.anchors.keys()) {
      const chunks = this.#defined.get(name);
      chunks?.delete(chunk);
      if (chunks?.size === 0) this.#defined.delete(name);
    }
  }

  get aliases(): number {
    return this.#aliases;
  }

  names(): readonly string[] {
    return [...this.#defined.keys()];
  }

  /** What the alias `name` at `offset` of `chunk` stands for: the nearest anchor above it. */
  resolve(chunk: Chunk, name: string, offset: number): Resolved {
    const found = this.#lookUp(chunk, name, offset);
    if (found.kind !== 'found') return found;
    if (this.#aliases > maxAliases) return { kind: 'too-many' };
    const size = this.#size(found.target, maxAliasSize, new Set());
    if (size === 'recursive') return { kind: 'recursive' };
    return size > maxAliasSize ? { kind: 'too-large' } : found;
  }

  #lookUp(chunk: Chunk, name: string, offset: number): Resolved {
    const own = chunk.parsed.anchors.get(name);
    if (own && own.start <= offset)
      return own.end > offset ? { kind: 'recursive' } : { kind: 'found', target: { chunk, node: own } };
    let best: Chunk | undefined;
    for (const other of this.#defined.get(name) ?? []) {
      if (other !== chunk && other.line < chunk.line && (!best || other.line > best.line)) best = other;
    }
    const node = best?.parsed.anchors.get(name);
    if (best && node) return { kind: 'found', target: { chunk: best, node } };
    return { kind: this.#defined.has(name) ? 'later' : 'unknown' };
  }

  // Counts values up to `limit`; the count itself is bounded, so that measuring a bomb does not set it off.
  #size(target: Anchored, limit: number, open: Set<SpecNode>): number | 'recursive' {
    if (open.has(target.node)) return 'recursive';
    open.add(target.node);
    let total = 0;
    const queue: SpecNode[] = [target.node];
    for (let node = queue.pop(); node; node = queue.pop()) {
      if (++total > limit) break;
      if (node.kind === 'map') queue.push(...node.entries.map((entry) => entry.value));
      else if (node.kind === 'list') queue.push(...node.items);
      else if (node.kind === 'alias') {
        const next = this.#lookUp(target.chunk, node.name, node.start);
        if (next.kind === 'recursive') return 'recursive';
        const size = next.kind === 'found' ? this.#size(next.target, limit - total, open) : 0;
        if (size === 'recursive') return size;
        total += size;
      }
    }
    open.delete(target.node);
    return total;
  }
}
