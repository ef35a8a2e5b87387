// The spec's diagnostics on the terminal: the problem line for editors and, for people, the source line with a squiggle.
import type { PlanProblem } from '../../core/plan/plan';
import type { Diagnostic, Severity } from '../../core/spec/diagnostic';
import type { Output, Style } from '../output';
import { count } from '../text/words';
import { padTo, textWidth } from '../text/width';
import { problemLine } from './problemLine';

/** A diagnostic of a rule, or a problem of the tasks, which has no rule and so no code. */
export type ShownDiagnostic = Pick<Diagnostic, 'severity' | 'message' | 'file' | 'range'> &
  Partial<Pick<Diagnostic, 'code'>>;

/** Whatever is wrong with the tasks stops a run. */
export function toDiagnostic(problem: PlanProblem): ShownDiagnostic {
  return { severity: 'error', ...problem };
}

/** Where the texts come from and how paths are shown. */
export interface Source {
  readonly root: string;
  readonly cwd: string;
  /** The text of a file relative to the root, when it can still be read. */
  read(file: string): string | undefined;
}

const severities = {
  error: { word: 'error', style: 'bad' },
  warning: { word: 'warning', style: 'warning' },
  information: { word: 'info', style: 'accent' },
  hint: { word: 'hint', style: 'quiet' },
} as const satisfies Record<Severity, { word: string; style: Style }>;

/** Prints each diagnostic; excerpts only where a person reads. */
export function showDiagnostics(diagnostics: readonly ShownDiagnostic[], source: Source, out: Output): void {
  const lines = new Map<string, readonly string[]>();
  const linesOf = (file: string) => {
    const known = lines.get(file) ?? source.read(file)?.split(/\r\n|\r|\n/) ?? [];
    lines.set(file, known);
    return known;
  };
  for (const diagnostic of diagnostics) {
    out.write(`${diagnosticLine(diagnostic, source)}\n`);
    if (out.live) out.write(excerpt(diagnostic, linesOf(diagnostic.file), out));
  }
}

/** `2 errors, 1 warning`; hints are not counted. Empty when there is nothing to count. */
export function diagnosticCounts(diagnostics: readonly ShownDiagnostic[]): string {
  const parts = (['error', 'warning'] as const)
    .map((severity) => ({ severity, number: diagnostics.filter((one) => one.severity === severity).length }))
    .filter(({ number }) => number > 0);
  return parts.map(({ severity, number }) => count(number, severity)).join(', ');
}

function diagnosticLine({ file, range, severity, code, message }: ShownDiagnostic, { root, cwd }: Source): string {
  const { line, character } = range.start;
  const problem = { file, line: line + 1, column: character + 1, severity: severities[severity].word, code, message };
  return problemLine(problem, root, cwd);
}

/** The line with what is wrong underlined; of a very long line only the part around it. */
function excerpt(diagnostic: ShownDiagnostic, lines: readonly string[], out: Output): string {
  const { start, end } = diagnostic.range;
  const text = lines[start.line];
  if (text === undefined || text.trim() === '') return '';
  const gutter = `${String(start.line + 1).padStart(5)} │ `;
  const room = Math.max(20, out.columns - gutter.length - 1);
  const first = start.character > room - 12 ? Math.max(0, start.character - Math.floor(room / 3)) : 0;
  const visible = text.slice(first, first + room).replaceAll('\t', ' ');
  const until = end.line === start.line ? end.character : text.length;
  const before = textWidth(visible.slice(0, start.character - first));
  const marked = Math.max(1, textWidth(visible.slice(start.character - first, until - first)));
  const squiggle = out.paint(severities[diagnostic.severity].style, '~'.repeat(marked));
  return `${out.paint('quiet', gutter)}${visible}\n${out.paint('quiet', padTo('', 6) + '│ ')}${' '.repeat(before)}${squiggle}\n`;
}
