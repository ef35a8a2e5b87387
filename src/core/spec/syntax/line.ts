// What one line tells by itself, without the lines around it: the layer that works whatever state the text is in.
import type { Lines } from './lines';

/** The column of the first character that counts; -1 for blank lines and comments. A byte order mark does not count. */
export function columnOf(line: string): number {
  for (let column = 0; column < line.length; column++) {
    const code = line.charCodeAt(column);
    if (code === 32) continue;
    if (code === 0xfeff && column === 0) return columnOf(line.slice(1)) < 0 ? -1 : columnOf(line.slice(1));
    return code === 35 || code === 13 ? -1 : column;
  }
  return -1;
}

const keyPattern =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s#[\]{},&*!|>'"%@`][^#]*?|[^\s#[\]{},&*!|>'"%@`].*?))[ \t]*:(?=\s|$)/;

/** The key written from `column` on and what follows its colon; the key is empty when there is none. */
export function keyOfLine(
  line: string,
  column: number,
): { readonly key: string; readonly rest: string; readonly length: number } {
  const match = keyPattern.exec(line.slice(column));
  if (!match) return { key: '', rest: '', length: 0 };
  const key = match[1] ?? match[2]?.replaceAll("''", "'") ?? match[3] ?? '';
  return { key, rest: line.slice(column + match[0].length), length: match[0].length };
}

/** Whether a line begins something other than a plain `key:`: a list, a flow collection, an alias, a tag. */
export function startsBlockOrFlow(line: string, column: number): boolean {
  const first = line[column] ?? '';
  if ('[{*&!|>'.includes(first)) return true;
  return (first === '-' || first === '?') && /^.(?:\s|$)/.test(line.slice(column, column + 2));
}

const conflictStart = /^(?:<{7}|={7}|>{7}|\|{7})(?:\s|$)/;

/** Whether a line is a merge conflict marker of Git. */
export function isConflictMarker(line: string): boolean {
  return conflictStart.test(line);
}

/**
 * Lines that a merge conflict takes out of the text: the markers, and the other side (from `=======` on), so that what is left reads as
 * one of the two versions. Undefined without a conflict, which is nearly always.
 */
export function conflictLines(lines: Lines): ReadonlySet<number> | undefined {
  let ignored: Set<number> | undefined;
  let theirs = false;
  for (let line = 0; line < lines.count; line++) {
    const text = lines.at(line);
    const code = text.charCodeAt(0);
    const marker = (code === 60 || code === 61 || code === 62 || code === 124) && isConflictMarker(text);
    if (marker)
      theirs = code === 61 || (theirs && code !== 62 && code !== 60) || (code === 124 && ignored !== undefined);
    if (marker || theirs) (ignored ??= new Set()).add(line);
  }
  return ignored;
}

/** The conflict markers of a chunk's text. */
export function conflictMarkers(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|$)/gm)].map((match) => ({
    start: match.index,
    end: match.index + 7,
  }));
}
