// What is wrong between chunks: names that nothing defines, paths that nothing makes or two make, expressions that do not fit. Each look-up
// is remembered, so that the chunk is checked again exactly when an answer may have changed.
import { checkExpression } from '../expression/checkExpression';
import type { ExpressionNode } from '../expression/ast';
import { expressionPaths } from '../expression/expressionPaths';
import type { ExpressionProblem } from '../expression/types';
import type { Chunk } from './chunk';
import { entryProblems } from './entries/entryProblems';
import { environmentOf, whyUnknown } from './environment';
import type { EntryFacts, ExpressionUse, Facts } from './facts';
import type { Knowledge } from './knowledge';
import { nameProblems } from './nameLinks';
import { datasetEdges, inputLinks, outputProblems } from './pathLinks';
import { duplicateProblems, fileProblems } from './sectionLinks';
import type { Problem } from './problem';
import { keys } from './provisions';
import { expressionProblem } from './textExtent';

/** The outcome of checking a chunk against the others. */
export interface Links {
  readonly problems: readonly Problem[];
  /** The steps that have to come before the entry, by entry. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
  /** First names of the params it reads, `*` when it reads all of them; `file:` and a params file that it names. */
  readonly params: ReadonlySet<string>;
}

/** A step that has to come first. */
export interface Edge {
  readonly to: string;
  /** What says so, in words: `reads 'build/train.csv' of 'prepare'`. */
  readonly because: string;
}

/** Checks a chunk against all others and remembers what it looked up. */
export function checkLinks(chunk: Chunk, facts: Facts, knowledge: Knowledge): Links {
  const watched = new Set<string>();
  const look: Look = { chunk, facts, knowledge, watched };
  const problems: Problem[] = [...duplicateProblems(look), ...fileProblems(look)];
  const edges = new Map<string, readonly Edge[]>();
  const params = new Set<string>();
  if (!chunk.parsed.broken) problems.push(...nameProblems(look), ...entryProblems(look));
  for (const entry of facts.entries) {
    readParams(entry, params);
    if (entry.step) readFiles(look, params);
    if (entry.step) {
      const inputs = inputLinks(look, entry);
      edges.set(entry.name, [...declaredEdges(entry), ...inputs.edges, ...datasetEdges(look, entry)]);
      if (!chunk.parsed.broken) problems.push(...inputs.problems, ...outputProblems(look, entry));
    }
    if (!chunk.parsed.broken) problems.push(...expressionProblems(look, entry));
  }
  knowledge.watch(chunk, watched);
  return { problems, edges, params };
}

/** What a check of one chunk works with. */
export interface Look {
  readonly chunk: Chunk;
  readonly facts: Facts;
  readonly knowledge: Knowledge;
  readonly watched: Set<string>;
}

function expressionProblems(look: Look, entry: EntryFacts): readonly Problem[] {
  if (entry.expressions.length === 0) return [];
  return entry.expressions.flatMap((use) => {
    const environment = environmentOf(entry, look.knowledge.types, use.path);
    return use.holes.flatMap((hole) => {
      for (const path of expressionPaths(hole))
        watchPath(
          look,
          path.map((part) => part.name),
        );
      const found = checkExpression(hole, environment).problems;
      if (found.length > 0)
        for (const key of [keys.broken, keys.names('steps'), keys.names('datasets'), keys.names('params')])
          look.watched.add(key);
      // A name that nobody defines may stand in a text that cannot be read at the moment.
      const certain = found.filter(
        (problem) => problem.kind !== 'unknown-name' || !mentioned(look, use.scalar.value, problem.span),
      );
      return certain.map((problem) => expressionProblem(look.chunk.text, use.scalar, explained(problem, use, hole)));
    });
  });
}

function explained(problem: ExpressionProblem, use: ExpressionUse, hole: ExpressionNode): ExpressionProblem {
  if (problem.kind !== 'unknown-name' || problem.suggestion !== undefined) return problem;
  const path = expressionPaths(hole).find((one) => one.some(({ span }) => span.start === problem.span.start));
  const name = path?.find(({ span }) => span.start === problem.span.start)?.name;
  const message = name === undefined ? undefined : whyUnknown(use.path, path?.[0]?.name ?? '', name);
  return message === undefined ? problem : { ...problem, message };
}

function mentioned(look: Look, value: unknown, span: { readonly start: number; readonly end: number }): boolean {
  const name = String(value).slice(span.start, span.end);
  return name !== '' && look.knowledge.brokenMention(name);
}

function watchPath(look: Look, path: readonly string[]): void {
  const [root, member] = path;
  if (member === undefined) return;
  if (root === 'params') look.watched.add(keys.param(member));
  else if (root === 'steps' || root === 'datasets') look.watched.add(keys.entry(root, member));
}

function readParams(entry: EntryFacts, params: Set<string>): void {
  for (const name of entry.step?.params ?? []) params.add(name.split('.', 1)[0] ?? name);
  for (const use of entry.expressions) {
    for (const path of use.holes.flatMap((hole) => expressionPaths(hole)))
      if (path[0]?.name === 'params') params.add(path[1]?.name ?? '*');
  }
}

// A step that reads or names a params file itself uses it.
function readFiles(look: Look, params: Set<string>): void {
  look.watched.add(keys.paramsFiles);
  for (const file of look.knowledge.params.files)
    if (look.chunk.text.includes(file.path)) params.add(`file:${file.path}`);
}

function declaredEdges(entry: EntryFacts): readonly Edge[] {
  const { step } = entry;
  if (!step) return [];
  const named = step.needs.map((to) => ({ to, because: `needs '${to}'` }));
  const picked = step.pick ? [{ to: step.pick.from, because: `picks from '${step.pick.from}'` }] : [];
  const read = entry.expressions
    .flatMap((use) => use.holes.flatMap((hole) => expressionPaths(hole)))
    .flatMap((path) =>
      path[0]?.name === 'steps' && path[1] ? [{ to: path[1].name, because: `names outputs of '${path[1].name}'` }] : [],
    );
  return [...named, ...picked, ...read];
}
