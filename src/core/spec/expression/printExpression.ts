// Tree -> text that reads back as the same tree: for messages and for edits.
import { unreachable } from '../../base/unreachable';
import type { ExpressionNode } from './ast';

const KEY = /^[\p{L}\p{N}_][\p{L}\p{N}_-]*$/u;

/** The expression as a person would write it, with parentheses wherever an operand is an operation itself. */
export function printExpression(node: ExpressionNode): string {
  switch (node.kind) {
    case 'literal':
      return typeof node.value === 'string' ? printString(node.value) : String(node.value);
    case 'name':
      return node.name;
    case 'member':
      return `${printOperand(node.object)}.${node.key}`;
    case 'index':
      return `${printOperand(node.object)}[${printExpression(node.index)}]`;
    case 'not':
      return `!${printOperand(node.operand)}`;
    case 'binary':
      return `${printOperand(node.left)} ${node.operator} ${printOperand(node.right)}`;
    case 'error':
      return '';
    default:
      return unreachable(node);
  }
}

/** Whether `key` can stand after a dot; others need `['…']`. */
export function isPlainKey(key: string): boolean {
  return KEY.test(key);
}

function printOperand(node: ExpressionNode): string {
  const isOperation = node.kind === 'binary' || node.kind === 'not';
  return isOperation ? `(${printExpression(node)})` : printExpression(node);
}

function printString(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}
