// Which paths an expression reads: what references, renaming and "unused" checks are made of.
import type { ExpressionNode, Span } from './ast';
import { childrenOf } from './expressionAt';

/** `params.train.rate` as names with their places. Ends where an index is not a literal. */
export type ExpressionPath = readonly { readonly name: string; readonly span: Span }[];

/** Every longest path in `node`, in the order of the text. */
export function expressionPaths(node: ExpressionNode): readonly ExpressionPath[] {
  const path = pathOf(node);
  if (path !== undefined) return [path];
  return childrenOf(node).flatMap(expressionPaths);
}

function pathOf(node: ExpressionNode): ExpressionPath | undefined {
  if (node.kind === 'name') return [{ name: node.name, span: node.span }];
  if (node.kind === 'member') return extend(node.object, node.key, node.keySpan);
  if (node.kind === 'index' && node.index.kind === 'literal') {
    return extend(node.object, String(node.index.value), node.index.span);
  }
  return undefined;
}

function extend(object: ExpressionNode, name: string, span: Span): ExpressionPath | undefined {
  const path = pathOf(object);
  return path === undefined ? undefined : [...path, { name, span }];
}
