// Problems -> diagnostics: with severities, absolute places, and without those that a comment suppresses.
import type { Diagnostic, Fix, RuleCode, Severity } from '../diagnostic';
import { ruleOf } from '../rules/registry';
import type { SpecFile } from '../syntax/specFile';
import type { Analysis } from './analysis';
import { Chunk } from './chunk';
import type { Problem } from './problem';
import { isSuppressed } from './suppression';

type Severities = Readonly<Partial<Record<RuleCode, Severity | 'off'>>>;

/** All diagnostics of a spec, sorted by file and place. */
export function publish(analysis: Analysis, severities: Severities): readonly Diagnostic[] {
  const whole = new Map<Chunk, Problem[]>();
  for (const { chunk, problem } of analysis.wholeProblems()) whole.set(chunk, [...(whole.get(chunk) ?? []), problem]);
  const diagnostics: Diagnostic[] = [];
  for (const file of analysis.files) {
    for (const chunk of file.chunks) {
      const own = analysis.factsOf(chunk)?.problems ?? [];
      const linked = analysis.linksOf(chunk)?.problems ?? [];
      const more = whole.get(chunk) ?? [];
      if (own.length + linked.length + more.length === 0) continue;
      const found = [...own, ...linked, ...more].flatMap((problem) => toDiagnostic(file, chunk, problem, severities));
      diagnostics.push(...found.sort(byPlace));
    }
  }
  return diagnostics;
}

function toDiagnostic(file: SpecFile, chunk: Chunk, problem: Problem, severities: Severities): readonly Diagnostic[] {
  const severity = severities[problem.code] ?? ruleOf(problem.code).severity;
  if (severity === 'off') return [];
  const range = chunk.range(problem);
  if (isSuppressed(file.lines, range.start.line, problem.code)) return [];
  const { related, fixes } = problem;
  return [
    {
      code: problem.code,
      severity,
      message: problem.message,
      file: chunk.home.file,
      range,
      ...(related && {
        related: related.map((one) => ({
          ...locationOf(one.chunk instanceof Chunk ? one.chunk : chunk, one),
          message: one.message,
        })),
      }),
      ...(fixes && {
        fixes: fixes.map((fix): Fix => ({
          title: fix.title,
          edits: fix.edits.map((edit) => ({ range: chunk.range(edit), newText: edit.newText })),
        })),
      }),
    },
  ];
}

function locationOf(
  chunk: Chunk,
  extent: { readonly start: number; readonly end: number },
): { readonly file: string; readonly range: Diagnostic['range'] } {
  return { file: chunk.home.file, range: chunk.range(extent) };
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  return (
    a.range.start.line - b.range.start.line ||
    a.range.start.character - b.range.start.character ||
    a.code.localeCompare(b.code) ||
    a.message.localeCompare(b.message)
  );
}
