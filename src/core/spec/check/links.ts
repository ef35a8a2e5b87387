// What is wrong between chunks: names that nothing defines, paths that nothing makes or two make, expressions that do not fit. Each look-up
// is remembered, so that the chunk is checked again exactly when an answer may have changed.
import { checkExpression } from '../expression/checkExpression';
import { expressionPaths } from '../expression/expressionPaths';
import type { Chunk } from './chunk';
import { environmentOf } from './environment';
import type { EntryFacts, Facts } from './facts';
import type { Knowledge } from './knowledge';
import { nameProblems } from './nameLinks';
import { inputLinks, outputProblems } from './pathLinks';
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
  /** What says so, in words: `reads build/train.csv`. */
  readonly because: string;
}

/** Checks a chunk against all others and remembers what it looked up. */
export function checkLinks(chunk: Chunk, facts: Facts, knowledge: Knowledge): Links {
  const watched = new Set<string>();
  const look: Look = { chunk, facts, knowledge, watched };
  const problems: Problem[] = [...duplicateProblems(look), ...fileProblems(look)];
  const edges = new Map<string, readonly Edge[]>();
  const params = new Set<string>();
  if (!chunk.parsed.broken) problems.push(...nameProblems(look));
  for (const entry of facts.entries) {
    readParams(entry, params);
    if (entry.step) readFiles(look, params);
    if (entry.step) {
      const inputs = inputLinks(look, entry);
      edges.set(entry.name, [...declaredEdges(entry), ...inputs.edges]);
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
  const environment = environmentOf(entry, look.knowledge.types);
  return entry.expressions.flatMap((use) =>
    use.holes.flatMap((hole) => {
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
      return certain.map((problem) => expressionProblem(look.chunk.text, use.scalar, problem));
    }),
  );
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
  const named = step.needs.map((to) => ({ to, because: 'needs it' }));
  const picked = step.pick ? [{ to: step.pick.from, because: 'picks from it' }] : [];
  const read = entry.expressions
    .flatMap((use) => use.holes.flatMap((hole) => expressionPaths(hole)))
    .flatMap((path) =>
      path[0]?.name === 'steps' && path[1] ? [{ to: path[1].name, because: 'names its outputs' }] : [],
    );
  return [...named, ...picked, ...read];
}
