// A whole spec, piece by piece as it is cut: what an edit would change in meaning is left as it is written.
import { cut, type Cut } from '../../src/core/spec/syntax/cut';
import { Lines } from '../../src/core/spec/syntax/lines';
import type { SpecNode } from '../../src/core/spec/syntax/node';
import { parseChunk } from '../../src/core/spec/syntax/parseChunk';
import { formatChunk, type Column, type SpaceEdit } from './formatChunk';
import { STEP } from './indentation';

/** The edits of the pieces that share a line with the lines `first` to `last`; offsets count in the text. */
export function formatText(text: string, first = 0, last = Number.MAX_SAFE_INTEGER): readonly SpaceEdit[] {
  const lines = new Lines(text);
  const cuts = cut(lines);
  // Without a mapping at its root (one text, a list) it is no spec, and its pieces are none.
  if (!cuts.every((one) => hasKey(one, lines))) return [];
  let start = 0;
  return cuts.flatMap((one, index) => {
    const isLast = one.line + one.count >= lines.count;
    const chunk = lines.slice(one.line, one.line + one.count) + (isLast ? '' : '\n');
    const from = start;
    start += chunk.length;
    if (one.line > last || one.line + one.count <= first) return [];
    return pieceEdits(chunk, one, cuts[index + 1]).map((edit) => ({
      ...edit,
      start: edit.start + from,
      end: edit.end + from,
    }));
  });
}

function hasKey(one: Cut, lines: Lines): boolean {
  if (one.kind === 'section') return one.section !== '';
  return (
    one.kind !== 'preamble' || lines.between(one.line, one.line + one.count).every((line) => isOutsideOfRoot(line))
  );
}

/** Comments, directives and the mark of the beginning come before the first key. */
function isOutsideOfRoot(line: string): boolean {
  return /^\uFEFF?(?:\s*(?:#.*)?|%.*|---\s*(?:#.*)?)$/.test(line);
}

function pieceEdits(text: string, one: Cut, next: Cut | undefined): readonly SpaceEdit[] {
  // A second document is not read, so it is not touched either.
  if (one.kind === 'tail') return [];
  const edits = formatChunk(text, columnOf(one), columnOf(next));
  if (edits.length === 0 || one.kind === 'preamble') return edits;
  const before = parseChunk(text);
  const after = parseChunk(applied(text, edits));
  return !before.broken && !after.broken && sameValue(before.root, after.root) ? edits : [];
}

function columnOf(one: Cut | undefined): Column {
  return one?.kind === 'entry'
    ? { column: one.column, target: STEP }
    : { column: Math.max(0, one?.column ?? 0), target: 0 };
}

/** The text after edits, which are in order and do not overlap. */
export function applied(text: string, edits: readonly SpaceEdit[]): string {
  let at = 0;
  const parts = edits.map((edit) => {
    const part = text.slice(at, edit.start) + edit.text;
    at = edit.end;
    return part;
  });
  return parts.join('') + text.slice(at);
}

function sameValue(one: SpecNode | undefined, other: SpecNode | undefined): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (one.kind === 'alias' || other.kind === 'alias')
    return one.kind === 'alias' && other.kind === 'alias' && one.name === other.name;
  if (one.anchor !== other.anchor) return false;
  if (one.kind === 'scalar') return other.kind === 'scalar' && one.value === other.value;
  if (one.kind === 'list')
    return (
      other.kind === 'list' &&
      one.items.length === other.items.length &&
      one.items.every((item, index) => sameValue(item, other.items[index]))
    );
  return (
    other.kind === 'map' &&
    one.entries.length === other.entries.length &&
    one.entries.every(
      ({ key, value }, index) => key === other.entries[index]?.key && sameValue(value, other.entries[index].value),
    )
  );
}
