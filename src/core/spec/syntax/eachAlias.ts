import type { AliasNode, SpecNode } from './node';

/** Visits every alias of a tree in the order of the text. */
export function eachAlias(node: SpecNode, visit: (alias: AliasNode) => void): void {
  if (node.kind === 'alias') visit(node);
  else if (node.kind === 'map') for (const entry of node.entries) eachAlias(entry.value, visit);
  else if (node.kind === 'list') for (const item of node.items) eachAlias(item, visit);
}
