// A reason in words: the same words in the tree, the terminal and the panels.
import type { Json } from '../base/json';
import { unreachable } from '../base/unreachable';
import type { Reason } from './verdict';

/** E.g. `param train.rate 0.1 → 0.01`, `data changed: data/flights.csv`. */
export function reasonText(reason: Reason): string {
  switch (reason.kind) {
    case 'never-ran':
      return 'never ran';
    case 'forced':
      return 'forced';
    case 'always-changed':
      return 'runs every time';
    case 'interrupted':
      return 'was interrupted';
    case 'command-changed':
      return 'command changed';
    case 'param-changed':
      return `param ${reason.name} ${valueText(reason.from)} → ${valueText(reason.to)}`;
    case 'env-changed':
      return `environment changed: ${reason.name}`;
    case 'data-changed':
      return `data changed: ${reason.path}${filesText(reason.files)}`;
    case 'code-changed':
      return `code changed: ${reason.path}${filesText(reason.files)}`;
    case 'input-added':
      return `input added: ${reason.path}`;
    case 'input-removed':
      return `input removed: ${reason.path}`;
    case 'input-missing':
      return `input missing: ${reason.path}`;
    case 'output-missing':
      return `output missing: ${reason.path}`;
    case 'output-changed':
      return `output changed: ${reason.path}`;
    case 'output-added':
      return `output added: ${reason.path}`;
    case 'output-removed':
      return `output removed: ${reason.path}`;
    case 'upstream':
      return `waits for ${reason.task}`;
    default:
      return unreachable(reason);
  }
}

function valueText(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  if (value === '') return "''";
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

/** At most three names, so that a line stays a line. */
function filesText(files: readonly string[]): string {
  if (files.length === 0) return '';
  const more = files.length > 3 ? `, and ${String(files.length - 3)} more` : '';
  return ` (${files.slice(0, 3).join(', ')}${more})`;
}
