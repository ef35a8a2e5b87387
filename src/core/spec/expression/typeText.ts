import { unreachable } from '../../base/unreachable';
import type { ExpressionType } from './types';

/** A type in a person's words: `a list of numbers`. */
export function typeText(type: ExpressionType): string {
  switch (type.kind) {
    case 'any':
      return 'any value';
    case 'null':
      return 'null';
    case 'boolean':
      return 'true or false';
    case 'number':
      return 'a number';
    case 'string':
      return 'a text';
    case 'list':
      return ITEMS[type.item.kind] === undefined ? 'a list' : `a list of ${ITEMS[type.item.kind]}`;
    case 'object':
      return 'a mapping';
    default:
      return unreachable(type);
  }
}

const ITEMS: Readonly<Record<string, string>> = { number: 'numbers', string: 'texts', boolean: 'true/false' };
