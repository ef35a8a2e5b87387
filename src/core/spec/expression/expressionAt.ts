// What stands under the cursor in an expression.
import type { ExpressionNode, Span } from './ast';
import { pathMember } from './memberType';
import { printExpression } from './printExpression';
import type { ExpressionMember, ExpressionType } from './types';

/** A node under the cursor, and the smallest span that names it: for `params.train.rate` at `train`, that word. */
export interface FoundExpression {
  readonly node: ExpressionNode;
  readonly span: Span;
}

/** The innermost node at `offset`; undefined in the blanks between. At `train` of `params.train.rate`: `params.train`. */
export function expressionAt(node: ExpressionNode, offset: number): FoundExpression | undefined {
  if (node.kind === 'member' && touches(node.keySpan, offset)) return { node, span: node.keySpan };
  for (const child of childrenOf(node)) {
    const found = expressionAt(child, offset);
    if (found !== undefined) return found;
  }
  const isLeaf = node.kind === 'name' || node.kind === 'literal' || node.kind === 'error';
  return isLeaf && touches(node.span, offset) ? { node, span: node.span } : undefined;
}

/** What is known of the name under the cursor, with its full path: for hover. */
export function memberUnder(
  node: ExpressionNode,
  offset: number,
  environment: ExpressionType,
): { readonly path: string; readonly member: ExpressionMember; readonly span: Span } | undefined {
  const found = expressionAt(node, offset);
  if (found === undefined || (found.node.kind !== 'name' && found.node.kind !== 'member')) return undefined;
  return { path: printExpression(found.node), member: pathMember(found.node, environment), span: found.span };
}

/** The operands of a node, in the order of the text. */
export function childrenOf(node: ExpressionNode): readonly ExpressionNode[] {
  if (node.kind === 'member') return [node.object];
  if (node.kind === 'index') return [node.object, node.index];
  if (node.kind === 'not') return [node.operand];
  return node.kind === 'binary' ? [node.left, node.right] : [];
}

/** Also true right behind the last character, where the cursor stands while typing. */
export function touches(span: Span, offset: number): boolean {
  return span.start <= offset && offset <= span.end;
}
