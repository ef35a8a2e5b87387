// Where the text can be cut apart: at its top-level keys, and inside known containers at each entry. In block YAML everything that
// belongs to an entry is indented deeper than its key, and no open quote or bracket may pass such a line; so an error stays in its
// entry, and a keystroke costs one entry.
import { isContainer } from '../schema/spec';
import { columnOf, conflictLines, keyOfLine, startsBlockOrFlow } from './line';
import type { Lines } from './lines';

/**
 * `preamble`: before the first key. `section`: a top-level key with all below it. `header`: the key's line of a container whose entries
 * are cut apart. `entry`: one of them. `tail`: a second document and all that follows it, which is not read.
 */
export interface Cut {
  readonly kind: 'preamble' | 'section' | 'header' | 'entry' | 'tail';
  /** The top-level key; empty where there is none. */
  readonly section: string;
  /** The key of an entry as far as the line tells. */
  readonly entry: string;
  /** First line. */
  readonly line: number;
  /** Number of lines. */
  readonly count: number;
  /** The column of the key: deeper lines belong to it. */
  readonly column: number;
  /** The column that the first entry of the container has, where this one has another: wrong indentation. */
  readonly expectedColumn?: number;
  /** A container that is read in one piece for now. */
  readonly splittable?: boolean;
}

/** Cuts a text; the cuts cover all lines in order. */
export function cut(lines: Lines): readonly Cut[] {
  const ignored = conflictLines(lines);
  const tops = topLevelLines(lines, ignored);
  const cuts: Cut[] = [];
  const first = tops.starts[0] ?? tops.end;
  if (first > 0) cuts.push({ kind: 'preamble', section: '', entry: '', line: 0, count: first, column: -1 });
  tops.starts.forEach((start, index) => {
    cutSection(lines, ignored, start, tops.starts[index + 1] ?? tops.end, cuts);
  });
  if (tops.end < lines.count)
    cuts.push({ kind: 'tail', section: '', entry: '', line: tops.end, count: lines.count - tops.end, column: -1 });
  return cuts;
}

function topLevelLines(
  lines: Lines,
  ignored: ReadonlySet<number> | undefined,
): { readonly starts: readonly number[]; readonly end: number } {
  const starts: number[] = [];
  for (let line = 0; line < lines.count; line++) {
    const text = lines.at(line);
    if (columnOf(text) !== 0 || ignored?.has(line)) continue;
    const offset = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    if (text.startsWith('---', offset) || text.startsWith('...', offset)) {
      if (starts.length === 0 && /^\uFEFF?---\s*(?:#.*)?$/.test(text)) continue;
      return { starts, end: line };
    }
    if (text.startsWith('%') && starts.length === 0) continue;
    if (starts.length > 0 && continuesEntry(text, 0)) continue;
    starts.push(line);
  }
  return { starts, end: lines.count };
}

// A closing bracket, or a list at its key's own column, belongs to what is above although it is not indented deeper.
function continuesEntry(text: string, column: number): boolean {
  const first = text[column];
  return (
    first === '}' ||
    first === ']' ||
    first === '\t' ||
    (first === '-' && /^-(?:\s|$)/.test(text.slice(column, column + 2)))
  );
}

function cutSection(
  lines: Lines,
  ignored: ReadonlySet<number> | undefined,
  start: number,
  end: number,
  cuts: Cut[],
): void {
  const header = lines.content(start);
  const { key, rest } = keyOfLine(header, header.charCodeAt(0) === 0xfeff ? 1 : 0);
  const entries = isContainer(key) && /^\s*(?:#.*)?$/.test(rest) ? entryLines(lines, ignored, start, end) : undefined;
  const firstEntry = entries?.[0];
  if (!entries || firstEntry === undefined) {
    cuts.push({
      kind: 'section',
      section: key,
      entry: '',
      line: start,
      count: end - start,
      column: 0,
      splittable: isContainer(key),
    });
    return;
  }
  cuts.push({ kind: 'header', section: key, entry: '', line: start, count: firstEntry.line - start, column: 0 });
  const indent = firstEntry.column;
  entries.forEach((entry, index) => {
    const next = entries[index + 1]?.line ?? end;
    const name = keyOfLine(lines.content(entry.line), entry.column).key;
    cuts.push({
      kind: 'entry',
      section: key,
      entry: name,
      line: entry.line,
      count: next - entry.line,
      column: entry.column,
      ...(entry.column !== indent && { expectedColumn: indent }),
    });
  });
}

// Undefined when the container is not a plain block mapping (a list, a flow mapping, merge keys): then it is read in one piece.
function entryLines(
  lines: Lines,
  ignored: ReadonlySet<number> | undefined,
  start: number,
  end: number,
): readonly { readonly line: number; readonly column: number }[] | undefined {
  const entries: { line: number; column: number }[] = [];
  let indent = -1;
  for (let line = start + 1; line < end; line++) {
    const text = lines.at(line);
    const column = columnOf(text);
    if (column < 0 || ignored?.has(line)) continue;
    if (indent < 0) {
      if (startsBlockOrFlow(text, column)) return undefined;
      indent = column;
    } else if (column > indent || continuesEntry(text, column)) continue;
    if (text.startsWith('<<', column) || text.startsWith('? ', column)) return undefined;
    entries.push({ line, column });
  }
  return entries;
}
