// What a type's members are: the one answer for checking, completion and hover.
import type { ExpressionNode } from './ast';
import type { ExpressionMember, ExpressionType } from './types';

/** Looking a member up: found, not known and not to be complained about, or surely absent. */
export type MemberLookup =
  | { readonly kind: 'found'; readonly member: ExpressionMember }
  | { readonly kind: 'silent' }
  | { readonly kind: 'unknown' };

/** The member `name` of `type`. Only objects have members by name. */
export function memberNamed(type: ExpressionType, name: string): MemberLookup {
  if (type.kind === 'any') return { kind: 'silent' };
  if (type.kind !== 'object') return { kind: 'unknown' };
  const member = Object.hasOwn(type.members, name) ? type.members[name] : undefined;
  if (member !== undefined) return { kind: 'found', member };
  return type.open ? { kind: 'silent' } : { kind: 'unknown' };
}

/** The member at `index`: of a list its item, of an object the key of that number or else the nth member. */
export function memberAtIndex(type: ExpressionType, index: number): MemberLookup {
  if (type.kind === 'list') return { kind: 'found', member: { type: type.item } };
  if (type.kind !== 'object') return memberNamed(type, String(index));
  const nth = Object.values(type.members)[index];
  const named = memberNamed(type, String(index));
  return named.kind === 'found' || nth === undefined ? named : { kind: 'found', member: nth };
}

/** The type of an expression as far as paths lead; `any` where they do not. Reports nothing. */
export function pathMember(node: ExpressionNode, environment: ExpressionType): ExpressionMember {
  const lookup = lookUp(node, environment);
  return lookup.kind === 'found' ? lookup.member : { type: { kind: 'any' } };
}

function lookUp(node: ExpressionNode, environment: ExpressionType): MemberLookup {
  if (node.kind === 'name') return memberNamed(environment, node.name);
  if (node.kind === 'member') return memberNamed(pathMember(node.object, environment).type, node.key);
  if (node.kind !== 'index') return { kind: 'silent' };
  const object = pathMember(node.object, environment).type;
  const index = node.index.kind === 'literal' ? node.index.value : undefined;
  if (typeof index === 'string') return memberNamed(object, index);
  if (typeof index === 'number') return memberAtIndex(object, index);
  return object.kind === 'list' ? { kind: 'found', member: { type: object.item } } : { kind: 'silent' };
}
