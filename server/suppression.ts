// The comment that silences a rule on one line.
import type { Diagnostic, TextEdit } from '../src/core/spec/diagnostic';
import { lineText } from './ranges';

const existing = /#\s*fairlead-ignore\s+(FL\d+(?:[\s,]+FL\d+)*)\s*$/;

/** The edit that adds the comment, or extends the one that is there. */
export function suppressionOf(text: string, { code, range }: Diagnostic): TextEdit | undefined {
  const { line } = range.start;
  const written = lineText(text, line);
  const codes = existing.exec(written);
  if (codes?.[1]?.includes(code) ?? false) return undefined;
  const end = { line, character: written.trimEnd().length };
  return { range: { start: end, end }, newText: codes === null ? ` # fairlead-ignore ${code}` : `, ${code}` };
}
