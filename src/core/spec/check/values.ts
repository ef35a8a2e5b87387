// The plain value of a tree, with aliases and merge keys filled in, and the way back from a path in that value to its place.
import type { Json } from '../../base/json';
import type { Extent, SpecNode } from '../syntax/node';
import type { AnchorTable } from './anchors';
import type { Chunk } from './chunk';

/** Where a part of a value is written in its chunk. */
export interface Located {
  readonly key?: Extent;
  readonly value: Extent;
  readonly node: SpecNode;
  /** It comes from elsewhere by an alias or a merge key; `value` is then the alias. */
  readonly borrowed: boolean;
  /** An alias on the way could not be resolved: nothing can be said of the value. */
  readonly unknown: boolean;
}

/** Reads values of one chunk. */
export class ChunkValues {
  readonly #chunk: Chunk;
  readonly #anchors: AnchorTable;

  constructor(chunk: Chunk, anchors: AnchorTable) {
    this.#chunk = chunk;
    this.#anchors = anchors;
  }

  /** The plain value; an alias that cannot be resolved is null. */
  json(node: SpecNode, chunk: Chunk = this.#chunk): Json {
    switch (node.kind) {
      case 'scalar':
        return node.value;
      case 'list':
        return node.items.map((item) => this.json(item, chunk));
      case 'alias': {
        const resolved = this.#anchors.resolve(chunk, node.name, node.start);
        return resolved.kind === 'found' ? this.json(resolved.target.node, resolved.target.chunk) : null;
      }
      case 'map': {
        const object: Record<string, Json> = {};
        for (const entry of node.entries)
          if (entry.key === '<<') Object.assign(object, this.#merged(entry.value, chunk, object));
        for (const entry of node.entries)
          if (entry.key !== '<<') setOwn(object, entry.key, this.json(entry.value, chunk));
        return object;
      }
    }
  }

  /** The place of the value at `path` below `node`; undefined when there is none. */
  locate(node: SpecNode, path: readonly (string | number)[]): Located | undefined {
    let located: Located = { value: node, node, borrowed: false, unknown: false };
    let chunk = this.#chunk;
    for (const part of path) {
      const target = this.#follow(located.node, chunk);
      if (!target) return { ...located, unknown: true };
      const step = this.#child(target, part, located);
      if (!step) return undefined;
      located = step.located;
      chunk = step.chunk;
    }
    return located.node.kind === 'alias' && !this.#follow(located.node, chunk)
      ? { ...located, unknown: true }
      : located;
  }

  #child(
    target: { readonly node: SpecNode; readonly chunk: Chunk; readonly alias: boolean },
    part: string | number,
    from: Located,
  ): { readonly located: Located; readonly chunk: Chunk } | undefined {
    const borrowed = from.borrowed || target.alias;
    const place = (key: Extent | undefined, node: SpecNode): Located =>
      borrowed
        ? { value: from.value, node, borrowed, unknown: false }
        : { ...(key && { key }), value: node, node, borrowed, unknown: false };
    if (target.node.kind === 'list') {
      const item = target.node.items[Number(part)];
      return item && { located: place(undefined, item), chunk: target.chunk };
    }
    if (target.node.kind !== 'map') return undefined;
    const entry = target.node.entries.find((candidate) => candidate.key === String(part));
    if (entry) return { located: place(entry.keyExtent, entry.value), chunk: target.chunk };
    for (const merge of target.node.entries) {
      if (merge.key !== '<<') continue;
      for (const source of merge.value.kind === 'list' ? merge.value.items : [merge.value]) {
        const merged = this.#follow(source, target.chunk);
        if (!merged)
          return { located: { value: source, node: source, borrowed: true, unknown: true }, chunk: target.chunk };
        const found = this.#child({ ...merged, alias: true }, part, borrowed ? from : { ...from, value: source });
        if (found) return found;
      }
    }
    return undefined;
  }

  #follow(
    node: SpecNode,
    chunk: Chunk,
  ): { readonly node: SpecNode; readonly chunk: Chunk; readonly alias: boolean } | undefined {
    if (node.kind !== 'alias') return { node, chunk, alias: false };
    const resolved = this.#anchors.resolve(chunk, node.name, node.start);
    return resolved.kind === 'found' ? { ...resolved.target, alias: true } : undefined;
  }

  // Earlier sources win over later ones, and the mapping's own keys (set afterwards) over all.
  #merged(node: SpecNode, chunk: Chunk, into: Readonly<Record<string, Json>>): Record<string, Json> {
    const sources = node.kind === 'list' ? node.items : [node];
    const merged: Record<string, Json> = {};
    for (const source of sources) {
      const value = this.json(source, chunk);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) continue;
      for (const [key, item] of Object.entries(value))
        if (!Object.hasOwn(merged, key) && !Object.hasOwn(into, key)) setOwn(merged, key, item);
    }
    return merged;
  }
}

// A key named `__proto__` has to become a key like any other.
function setOwn(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
}
