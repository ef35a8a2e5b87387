import { isJsonObject, type Json } from '../../base/json';
import type { ExpressionMember, ExpressionType } from './types';

/** The type of a known value, each member with its present value. Objects are closed: what is not there is unknown. */
export function typeOfJson(value: Json): ExpressionType {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'string') return { kind: 'string' };
  if (typeof value === 'number') return { kind: 'number' };
  if (typeof value === 'boolean') return { kind: 'boolean' };
  if (!isJsonObject(value)) return { kind: 'list', item: commonType(value) };
  const members: Record<string, ExpressionMember> = {};
  for (const [name, member] of Object.entries(value)) setOwn(members, name, memberOfJson(member));
  return { kind: 'object', members, open: false };
}

/** A value's type together with its text in short. */
export function memberOfJson(value: Json): ExpressionMember {
  return { type: typeOfJson(value), value: shortJson(value) };
}

/** Lists of one kind of scalar have that item type; anything else is `any`, about which nothing is reported. */
function commonType(items: readonly Json[]): ExpressionType {
  const [first, ...rest] = items.map((item) => (typeof item === 'object' ? undefined : typeOfJson(item)));
  return first !== undefined && rest.every((type) => type?.kind === first.kind) ? first : { kind: 'any' };
}

function shortJson(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

/** A key named `__proto__` must become a member like any other. */
function setOwn(members: Record<string, ExpressionMember>, name: string, value: ExpressionMember): void {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
}
