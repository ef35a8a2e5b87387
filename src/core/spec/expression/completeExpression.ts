// The names that can stand at the cursor in an expression.
import type { ExpressionNode, Span } from './ast';
import { childrenOf, expressionAt } from './expressionAt';
import { pathMember } from './memberType';
import { isPlainKey } from './printExpression';
import type { ExpressionMember, ExpressionType } from './types';

/** Names to offer, and the span that the chosen one replaces. */
export interface ExpressionCompletion {
  readonly members: { name: string; member: ExpressionMember }[];
  readonly replace: Span;
}

/** Members after a dot or in `['…']`, root names elsewhere; nothing inside other literals. */
export function completeExpression(
  node: ExpressionNode,
  offset: number,
  environment: ExpressionType,
): ExpressionCompletion {
  const found = expressionAt(node, offset);
  const nothing = { members: [], replace: { start: offset, end: offset } };
  if (found === undefined) return nothing;
  if (found.node.kind === 'error') {
    return { members: membersOf(environment, isPlainKey), replace: { start: offset, end: offset } };
  }
  if (found.node.kind === 'name') return { members: membersOf(environment, isPlainKey), replace: found.span };
  if (found.node.kind === 'member') {
    return { members: membersOf(pathMember(found.node.object, environment).type, isPlainKey), replace: found.span };
  }
  const object = indexedObject(node, found.node);
  if (object === undefined) return nothing;
  const inside = { start: found.span.start + 1, end: Math.max(found.span.start + 1, found.span.end - 1) };
  return { members: membersOf(pathMember(object, environment).type, () => true), replace: inside };
}

function membersOf(
  type: ExpressionType,
  fits: (name: string) => boolean,
): { name: string; member: ExpressionMember }[] {
  if (type.kind !== 'object') return [];
  return Object.entries(type.members).flatMap(([name, member]) => (fits(name) ? [{ name, member }] : []));
}

/** The object of which `literal` is the textual index: `params` in `params['rate']`. */
function indexedObject(node: ExpressionNode, literal: ExpressionNode): ExpressionNode | undefined {
  if (node.kind === 'index' && node.index === literal) {
    return literal.kind === 'literal' && typeof literal.value === 'string' ? node.object : undefined;
  }
  for (const child of childrenOf(node)) {
    const object = indexedObject(child, literal);
    if (object !== undefined) return object;
  }
  return undefined;
}
