// Problems -> diagnostics: with severities, absolute places, and without those that a comment suppresses.
import type { Diagnostic, Fix, RuleCode, Severity } from '../diagnostic';
import { ruleOf } from '../rules/registry';
import type { SpecFile } from '../syntax/specFile';
import type { Analysis } from './analysis';
import { Chunk } from './chunk';
import type { Problem } from './problem';
import { isSuppressed } from './suppression';

type Severities = Readonly<Partial<Record<RuleCode, Severity | 'off'>>>;

/** What was published of a chunk, and what it was made from. */
interface Published {
  readonly line: number;
  readonly above: string;
  readonly own: readonly Problem[];
  readonly linked: readonly Problem[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Remembers what was published of each chunk: with thousands of problems a keystroke changes one of them. */
export type PublishedChunks = WeakMap<Chunk, Published>;

/** All diagnostics of a spec, sorted by file and place. */
export function publish(analysis: Analysis, severities: Severities, published: PublishedChunks): readonly Diagnostic[] {
  const whole = new Map<Chunk, Problem[]>();
  for (const { chunk, problem } of analysis.wholeProblems()) whole.set(chunk, [...(whole.get(chunk) ?? []), problem]);
  const diagnostics: Diagnostic[] = [];
  for (const file of analysis.files) {
    for (const chunk of file.chunks) {
      const own = analysis.factsOf(chunk)?.problems ?? none;
      const linked = analysis.linksOf(chunk)?.problems ?? none;
      const more = whole.get(chunk);
      if (more) diagnostics.push(...toDiagnostics(file, chunk, [...own, ...linked, ...more], severities));
      else if (own.length + linked.length > 0)
        for (const one of remembered(file, chunk, own, linked, severities, published)) diagnostics.push(one);
    }
  }
  return diagnostics;
}

const none: readonly Problem[] = [];

function remembered(
  file: SpecFile,
  chunk: Chunk,
  own: readonly Problem[],
  linked: readonly Problem[],
  severities: Severities,
  published: PublishedChunks,
): readonly Diagnostic[] {
  const { line } = chunk;
  // A comment above the chunk's first line may suppress what is in it.
  const above = file.lines.at(line - 1);
  const known = published.get(chunk);
  if (known?.line === line && known.above === above && known.own === own && known.linked === linked)
    return known.diagnostics;
  const problems = [...own, ...linked];
  const diagnostics = toDiagnostics(file, chunk, problems, severities);
  // Other chunks that a problem points at move by themselves.
  if (!problems.some(({ related }) => related?.some((one) => one.chunk !== undefined)))
    published.set(chunk, { line, above, own, linked, diagnostics });
  return diagnostics;
}

function toDiagnostics(
  file: SpecFile,
  chunk: Chunk,
  problems: readonly Problem[],
  severities: Severities,
): readonly Diagnostic[] {
  return problems.flatMap((problem) => toDiagnostic(file, chunk, problem, severities)).sort(byPlace);
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
