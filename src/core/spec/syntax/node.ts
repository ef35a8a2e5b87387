// The tree of a chunk: values with their places, nothing else. It replaces the parser's own documents, which take five times
// the memory. Offsets count from the chunk's first character.

/** How a scalar is written. */
export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A half-open range of offsets. */
export interface Extent {
  readonly start: number;
  readonly end: number;
}

export interface ScalarNode extends Extent {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  readonly style: ScalarStyle;
  readonly anchor?: string;
}

export interface MapEntry {
  readonly key: string;
  readonly keyExtent: Extent;
  readonly value: SpecNode;
}

export interface MapNode extends Extent {
  readonly kind: 'map';
  readonly entries: readonly MapEntry[];
  readonly anchor?: string;
}

export interface ListNode extends Extent {
  readonly kind: 'list';
  readonly items: readonly SpecNode[];
  readonly anchor?: string;
}

export interface AliasNode extends Extent {
  readonly kind: 'alias';
  readonly name: string;
}

export type SpecNode = ScalarNode | MapNode | ListNode | AliasNode;

/** The value of `key` in a mapping. */
export function entryOf(node: SpecNode | undefined, key: string): MapEntry | undefined {
  return node?.kind === 'map' ? node.entries.find((entry) => entry.key === key) : undefined;
}

/** Follows a path as far as it goes in this tree, without following aliases. */
export function nodeAt(node: SpecNode | undefined, path: readonly (string | number)[]): SpecNode | undefined {
  let current = node;
  for (const part of path) {
    if (current?.kind === 'map') current = entryOf(current, String(part))?.value;
    else if (current?.kind === 'list') current = current.items[Number(part)];
    else return undefined;
  }
  return current;
}

/** Every scalar of a tree with its path. */
export function eachScalar(
  node: SpecNode,
  visit: (scalar: ScalarNode, path: readonly (string | number)[]) => void,
  path: readonly (string | number)[] = [],
): void {
  if (node.kind === 'scalar') visit(node, path);
  else if (node.kind === 'map') for (const entry of node.entries) eachScalar(entry.value, visit, [...path, entry.key]);
  else if (node.kind === 'list') node.items.forEach((item, index) => eachScalar(item, visit, [...path, index]));
}
