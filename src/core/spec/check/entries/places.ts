// Where a value of an entry is written, for the problems that speak of it.
import type { Extent } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem, ProblemFix } from '../problem';
import { inner } from '../textExtent';

/** The text of the value at `path` without its quotes; undefined when it is written elsewhere and comes in by an alias. */
export function textPlace(look: Look, entry: EntryFacts, path: readonly (string | number)[]): Extent | undefined {
  const located = look.facts.values.locate(entry.node, path);
  if (!located || located.unknown || located.borrowed) return undefined;
  return inner(look.chunk.text, located.value);
}

/** The key at the end of `path`. */
export function keyPlace(look: Look, entry: EntryFacts, path: readonly (string | number)[]): Extent | undefined {
  const located = look.facts.values.locate(entry.node, path);
  return located?.key && !located.borrowed ? inner(look.chunk.text, located.key) : undefined;
}

/** The one fix that most problems have: another text in its place. */
export function changeTo(extent: Extent, newText: string): Pick<Problem, 'fixes'> {
  const fix: ProblemFix = {
    title: `Change to '${newText}'`,
    edits: [{ start: extent.start, end: extent.end, newText }],
  };
  return { fixes: [fix] };
}

/** A part of a text without escapes; of a text that is written otherwise than it reads, all of it. */
export function partOf(look: Look, extent: Extent, text: string, start: number, end: number): Extent {
  if (look.chunk.text.slice(extent.start, extent.end) !== text) return extent;
  return { start: extent.start + start, end: extent.start + end };
}
