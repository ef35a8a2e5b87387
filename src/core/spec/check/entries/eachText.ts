// The texts of a tree beside the grammar: what each is written as, and what the grammar says of it.
import { grammar } from '../../schema/grammar';
import type { Grammar } from '../../schema/grammar';
import type { ScalarNode, SpecNode } from '../../syntax/node';

/** A text with its place in the grammar. */
export interface PlacedText {
  readonly scalar: ScalarNode;
  readonly text: string;
  readonly grammar: Grammar;
  /** From the top of the document. */
  readonly path: readonly (string | number)[];
}

/** Visits every text below `node`, which stands at `path`; texts that the grammar does not know (`x-…`) are the user's own. */
export function eachText(
  node: SpecNode,
  path: readonly (string | number)[],
  visit: (found: PlacedText) => void,
  at: Grammar | undefined = path.reduce<Grammar | undefined>((found, part) => found?.child(part), grammar),
): void {
  if (!at) return;
  if (node.kind === 'scalar') {
    if (typeof node.value === 'string') visit({ scalar: node, text: node.value, grammar: at, path });
  } else if (node.kind === 'list') {
    node.items.forEach((item, index) => {
      eachText(item, [...path, index], visit, at.child(index));
    });
  } else if (node.kind === 'map') {
    for (const { key, value } of node.entries)
      if (!key.startsWith('x-')) eachText(value, [...path, key], visit, at.child(key));
  }
}
