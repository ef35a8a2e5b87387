// Growing a selection by meaning: the name, the value, the entry, what holds it, up to the file.
import { SelectionRangeRequest, type SelectionRange } from 'vscode-languageserver';
import type { Position, Range } from '../../src/core/base/text';
import type { ExpressionNode } from '../../src/core/spec/expression/ast';
import { childrenOf, touches } from '../../src/core/spec/expression/expressionAt';
import type { SpecContext, SpecDocument, SpecPath } from '../../src/core/spec/spec';
import { feature } from '../feature';
import { lineText, textIn } from '../ranges';

/** `textDocument/selectionRange`. */
export const selectionRanges = feature({
  request: SelectionRangeRequest.type,
  capability: { selectionRangeProvider: true },
  handle({ document }, { positions }) {
    const lines = document.text.split('\n');
    return positions.map((position) => {
      const ranges = rangesAt(document, position).map((range) => withoutBlankEnd(lines, range));
      return nested([...ranges, wholeText(lines)], position);
    });
  },
});

/** From the smallest to the largest; not all of them hold the one before. */
function rangesAt(document: SpecDocument, position: Position): readonly Range[] {
  const context = document.contextAt(position);
  const name = document.nameAt(position)?.range;
  return [
    ...(name === undefined ? [] : [name]),
    ...(context.kind === 'expression' ? expressionRanges(context) : []),
    ...pathRanges(document, pathOf(document, context)),
    lineContent(document.text, position.line),
    // The outline knows how far a section reaches, whose entries are read one by one.
    ...document.symbols().map(({ range }) => range),
  ];
}

function expressionRanges(context: Extract<SpecContext, { kind: 'expression' }>): readonly Range[] {
  const spans: Range[] = [];
  for (let node: ExpressionNode | undefined = context.node; node !== undefined;) {
    spans.unshift(context.toRange(node.span));
    node = childrenOf(node).find((child) => touches(child.span, context.offset));
  }
  return spans;
}

function pathOf(document: SpecDocument, context: SpecContext): SpecPath {
  if (context.kind === 'key')
    return [...context.path, textIn(document.text, context.range).replace(/^(["'])(.*)\1$/, '$2')];
  return context.kind === 'value' || context.kind === 'expression' ? context.path : [];
}

/** The value and the entry of each part of the path, innermost first. */
function pathRanges(document: SpecDocument, path: SpecPath): readonly Range[] {
  return path.flatMap((_, index) => {
    const found = document.find(path.slice(0, path.length - index));
    if (found === undefined) return [];
    const { key, value } = found;
    const whole = key && value ? [{ start: key.start, end: value.end }] : [];
    return [...(key ? [key] : []), ...(value ? [value] : []), ...whole];
  });
}

/** Where the tree knows nothing, the line without its indentation still is something. */
function lineContent(text: string, line: number): Range {
  const content = lineText(text, line);
  const character = content.search(/\S|$/);
  return { start: { line, character }, end: { line, character: content.trimEnd().length } };
}

/** A block reaches to the beginning of what follows it; what is selected ends with its last word. */
function withoutBlankEnd(lines: readonly string[], { start, end }: Range): Range {
  let { line } = end;
  let text = (lines[line] ?? '').slice(0, end.character);
  while (line > start.line && text.trim() === '') text = lines[--line] ?? '';
  return line === end.line ? { start, end } : { start, end: { line, character: text.trimEnd().length } };
}

function wholeText(lines: readonly string[]): Range {
  return {
    start: { line: 0, character: 0 },
    end: { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 },
  };
}

/** Each range in the next larger one; ranges that do not hold the place, or repeat or cross another, are left out. */
function nested(ranges: readonly Range[], position: Position): SelectionRange {
  const kept: Range[] = [];
  const bySize = ranges.filter((range) => contains(range, { start: position, end: position })).sort(largestFirst);
  for (const range of bySize) {
    const outer = kept.at(-1);
    if (outer === undefined || (contains(outer, range) && !same(outer, range))) kept.push(range);
  }
  const [first = { start: position, end: position }, ...rest] = kept;
  return rest.reduce<SelectionRange>((parent, range) => ({ range, parent }), { range: first });
}

function largestFirst(a: Range, b: Range): number {
  const lines = b.end.line - b.start.line - (a.end.line - a.start.line);
  return lines || b.end.character - b.start.character - (a.end.character - a.start.character);
}

function contains(outer: Range, inner: Range): boolean {
  return !isBefore(inner.start, outer.start) && !isBefore(outer.end, inner.end);
}

function same(one: Range, other: Range): boolean {
  return contains(one, other) && contains(other, one);
}

function isBefore(one: Position, other: Position): boolean {
  return one.line < other.line || (one.line === other.line && one.character < other.character);
}
