// What stands between two words of one line.
import type { Token } from './tokens';

/** The space between `before` and `after`; undefined where it is left as it is written. */
export function gap(before: Token, after: Token): '' | ' ' | undefined {
  // Comments are lined up by hand.
  if (after.type === 'comment') return undefined;
  if (before.type === 'flow-map-start') return after.type === 'flow-map-end' ? '' : ' ';
  if (after.type === 'flow-map-end') return ' ';
  if (before.type === 'flow-seq-start' || after.type === 'flow-seq-end' || after.type === 'comma') return '';
  if (after.type === 'map-value-ind') return beforeColon(before);
  return followedBySpace.has(before.type) ? ' ' : undefined;
}

const followedBySpace: ReadonlySet<Token['type']> = new Set<Token['type']>([
  'comma',
  'map-value-ind',
  'seq-item-ind',
  'explicit-key-ind',
  'anchor',
  'tag',
]);

/** A colon would become a part of the name of an alias or anchor; behind a mark of its own it is a key that is left out. */
function beforeColon({ type }: Token): '' | undefined {
  return type === 'plain' || type.endsWith('-quoted-scalar') || type.endsWith('-end') ? '' : undefined;
}
