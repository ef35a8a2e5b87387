// The comment that silences a rule on one line. Where the end of the line belongs to a text of several lines, a comment there
// would become a part of that text; then it goes on a line of its own above, or nowhere.
import type { Range } from '../src/core/base/text';
import type { Diagnostic, TextEdit } from '../src/core/spec/diagnostic';
import type { SpecDocument } from '../src/core/spec/spec';
import { lineText } from './ranges';

/** The edit that adds the comment, or extends the one that is there; undefined where no comment can stand. */
export function suppressionOf(document: SpecDocument, { code, range }: Diagnostic): TextEdit | undefined {
  const { line } = range.start;
  const value = longValueAt(document, range);
  if (value === undefined) return atLineEnd(document.text, line, code);
  if (line === value.start.line) return onOwnLineAbove(document.text, line, code);
  return isScript(document, value) && !/\\$/.test(lineText(document.text, line - 1))
    ? onOwnLineAbove(document.text, line, code)
    : undefined;
}

/** In a `run: |` a line of comment is one to the shell too. Folded texts and other keys know no comments. */
function isScript({ text }: SpecDocument, { start }: Range): boolean {
  return /^\s*(?:-\s+)?run:\s*\|[-+\d]*\s*$/.test(lineText(text, start.line));
}

/** The scalar of several lines in which the diagnostic stands. */
function longValueAt(document: SpecDocument, { start }: Range): Range | undefined {
  const context = document.contextAt(start);
  if (context.kind !== 'value' && context.kind !== 'expression') return undefined;
  const value = document.find(context.path)?.value;
  return value !== undefined && value.end.line > value.start.line ? value : undefined;
}

function atLineEnd(text: string, line: number, code: string): TextEdit {
  const written = lineText(text, line);
  const existing = /#\s*fairlead-ignore\b[ \t:]*FL\d{3}(?:\s*,\s*FL\d{3})*/.exec(written);
  const character = existing === null ? written.trimEnd().length : existing.index + existing[0].length;
  const end = { line, character };
  return { range: { start: end, end }, newText: existing === null ? ` # fairlead-ignore ${code}` : `, ${code}` };
}

function onOwnLineAbove(text: string, line: number, code: string): TextEdit {
  const indent = /^\s*/.exec(lineText(text, line))?.[0] ?? '';
  const start = { line, character: 0 };
  return { range: { start, end: start }, newText: `${indent}# fairlead-ignore ${code}\n` };
}
