// Where the text of a scalar is, without what surrounds it: a name in quotes is found, renamed and marked without its quotes.
import type { Problem } from './problem';
import type { ExpressionProblem } from '../expression/types';
import { scalarMap } from '../syntax/scalarMap';
import type { Extent, ScalarNode } from '../syntax/node';

/** The extent without quotes. */
export function inner(text: string, extent: Extent): Extent {
  const first = text[extent.start];
  const quoted = (first === '"' || first === "'") && extent.end - extent.start >= 2 && text[extent.end - 1] === first;
  return quoted ? { start: extent.start + 1, end: extent.end - 1 } : { start: extent.start, end: extent.end };
}

/** Where a span of a scalar's value is written. */
export function sourceExtent(text: string, scalar: ScalarNode, span: Extent): Extent {
  const map = scalarMap(text, scalar);
  const start = map[span.start] ?? scalar.start;
  // The end of the last character, not the start of the next: between the two may lie a line end.
  const last = span.end > span.start ? (map[span.end - 1] ?? start) : start;
  const end = span.end > span.start ? last + lastLength(text, scalar, last, map[span.end]) : start;
  return { start, end: Math.max(end, start) };
}

function lastLength(text: string, scalar: ScalarNode, last: number, next: number | undefined): number {
  if (scalar.style === 'double' && text[last] === '\\') return Math.max(1, (next ?? last + 2) - last);
  return scalar.style === 'single' && text[last] === "'" ? 2 : 1;
}

/** A problem of an expression as one of the chunk, on its smallest wrong part. */
export function expressionProblem(text: string, scalar: ScalarNode, problem: ExpressionProblem): Problem {
  const extent = widened(text, scalar, sourceExtent(text, scalar, problem.span));
  const code = problem.kind === 'unknown-name' ? 'FL051' : problem.kind === 'type' ? 'FL052' : 'FL050';
  const { suggestion } = problem;
  const fixes =
    suggestion === undefined
      ? undefined
      : [{ title: `Change to '${suggestion}'`, edits: [{ ...extent, newText: suggestion }] }];
  return { code, message: problem.message, ...extent, ...(fixes && { fixes }) };
}

// An empty span (something is missing there) is widened to the character before it, so that it can be seen.
function widened(text: string, scalar: ScalarNode, extent: Extent): Extent {
  if (extent.end > extent.start) return extent;
  const blank = (at: number): boolean => /\s/.test(text[at] ?? ' ');
  if (extent.start < scalar.end && !blank(extent.start)) return { start: extent.start, end: extent.start + 1 };
  let start = Math.min(extent.start, text.length);
  while (start > scalar.start + 1 && blank(start - 1)) start--;
  return { start: start - 1, end: start };
}
