// Arithmetic on places that several features need.
import type { Position, Range } from '../src/core/base/text';

/** Negative when `a` stands before `b`. */
function comparePositions(a: Position, b: Position): number {
  return a.line - b.line || a.character - b.character;
}

/** Whether two ranges share a place; touching counts, so that a cursor at a word's end is on the word. */
export function touches(a: Range, b: Range): boolean {
  return comparePositions(a.start, b.end) <= 0 && comparePositions(b.start, a.end) <= 0;
}

/** The text of a line, without its end. */
export function lineText(text: string, line: number): string {
  let start = 0;
  for (let i = 0; i < line; i++) {
    const end = text.indexOf('\n', start);
    if (end === -1) return '';
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
}

/** The text of a range within one line. */
export function textIn(text: string, { start, end }: Range): string {
  return lineText(text, start.line).slice(start.character, start.line === end.line ? end.character : undefined);
}
