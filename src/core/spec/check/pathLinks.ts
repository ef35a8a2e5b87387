// Paths between steps: who makes what a step reads, and whether two make the same.
import { fileOf } from './places';
import { ancestors, globBase, isAddress, isGlob, isOutside } from '../paths';
import { globMatcher } from '../glob';
import { isJsonObject } from '../../base/json';
import { expressionPaths } from '../expression/expressionPaths';
import { textOrTexts, toTemplate } from '../read/readJson';
import type { Template } from '../template';
import type { EntryFacts } from './facts';
import type { Edge, Look } from './links';
import type { Problem } from './problem';
import { keys } from './provisions';
import type { Provision } from './provisions';
import { paramsRead, staticPath } from './staticPath';
import { inputPaths, outputPaths } from './stepPaths';

/** Problems of what a step makes. */
export function outputProblems(look: Look, entry: EntryFacts): readonly Problem[] {
  if (!entry.step) return [];
  return outputPaths(entry.step, entry.value).flatMap(({ template, path }): readonly Problem[] => {
    const fixed = resolve(look, template);
    const extent = look.facts.values.locate(entry.node, path)?.value ?? entry.keyExtent;
    if (fixed === undefined) return [];
    if (fixed === '.' || isOutside(fixed) || isAddress(fixed)) {
      const what = fixed === '.' ? 'is the project itself' : 'lies outside of the project';
      return [
        {
          code: 'FL033',
          message: `The output '${fixed}' ${what}, so it cannot be cached or restored: choose a path below the project.`,
          ...plain(extent),
        },
      ];
    }
    return collisions(look, entry, fixed, extent, path[0] === 'metrics' ? 'metrics' : 'output');
  });
}

function collisions(
  look: Look,
  entry: EntryFacts,
  path: string,
  extent: { readonly start: number; readonly end: number },
  kind: 'metrics' | 'output',
): readonly Problem[] {
  const { chunk, knowledge, watched } = look;
  watched.add(keys.output(path));
  const same = knowledge.get(keys.output(path));
  const mine = same.findIndex((one) => one.chunk === chunk && one.start === extent.start);
  const first = same[0];
  if (first && mine > 0) return [twice(entry, path, extent, first)];
  for (const directory of ancestors(path)) {
    watched.add(keys.output(directory));
    const outer = knowledge.get(keys.output(directory))[0];
    // A metrics file in a directory that the same step makes is published with it.
    if (outer && !(kind === 'metrics' && outer.chunk === chunk)) return [inside(path, directory, extent, outer)];
  }
  return [];
}

function twice(
  entry: EntryFacts,
  path: string,
  extent: { readonly start: number; readonly end: number },
  first: Provision,
): Problem {
  const other = first.entry?.name ?? '';
  const message =
    other === entry.name
      ? `The step '${other}' names the output '${path}' twice: keep one.`
      : `The steps '${other}' and '${entry.name}' both write '${path}': a path has one maker.`;
  return {
    code: 'FL031',
    message,
    ...plain(extent),
    related: [{ message: `'${other}' writes it here.`, start: first.start, end: first.end, chunk: first.chunk }],
  };
}

function inside(
  path: string,
  directory: string,
  extent: { readonly start: number; readonly end: number },
  outer: Provision,
): Problem {
  const other = outer.entry?.name ?? '';
  return {
    code: 'FL031',
    message: `The output '${path}' lies inside of '${directory}', an output of '${other}': a path has one maker.`,
    ...plain(extent),
    related: [
      { message: `'${other}' writes '${directory}' here.`, start: outer.start, end: outer.end, chunk: outer.chunk },
    ],
  };
}

/** Steps that make what a step reads, and what it reads that nobody makes. */
export function inputLinks(
  look: Look,
  entry: EntryFacts,
): { readonly edges: readonly Edge[]; readonly problems: readonly Problem[] } {
  const edges: Edge[] = [];
  const problems: Problem[] = [];
  for (const { template, path } of inputPaths(entry.value)) {
    const fixed = resolve(look, template);
    if (fixed === undefined || isAddress(fixed)) continue;
    const makers = isGlob(fixed) ? globMakers(look, fixed) : makersOf(look, fixed);
    edges.push(...makers.map((to) => ({ to, because: `reads '${fixed}' of '${to}'` })));
    if (makers.length > 0 || isOutside(fixed) || !isMissing(look, fixed)) continue;
    const extent = look.facts.values.locate(entry.node, path)?.value ?? entry.keyExtent;
    const what = isGlob(fixed) ? `Nothing matches the input '${fixed}'` : `The input '${fixed}' does not exist`;
    problems.push({
      code: 'FL032',
      message: `${what}, and no step makes it: correct the path, or add it to the outputs of the step that writes it.`,
      ...plain(extent),
    });
  }
  return { edges, problems };
}

function makersOf(look: Look, path: string): readonly string[] {
  const lookedUp = [keys.output(path), ...ancestors(path).map(keys.output), keys.below(path)];
  return unique(lookedUp.flatMap((key) => namesAt(look, key)));
}

function globMakers(look: Look, glob: string): readonly string[] {
  const base = globBase(glob);
  const direct = [base, ...ancestors(base)].flatMap((directory) => namesAt(look, keys.output(directory)));
  const matches = globMatcher(glob);
  look.watched.add(keys.below(base));
  const under = base === '.' ? [] : look.knowledge.get(keys.below(base));
  return unique([...direct, ...under.flatMap((one) => (one.entry && matches(one.signature) ? [one.entry.name] : []))]);
}

function namesAt(look: Look, key: string): readonly string[] {
  look.watched.add(key);
  return look.knowledge.get(key).flatMap((one) => one.entry?.name ?? []);
}

function isMissing(look: Look, path: string): boolean {
  const { knowledge, watched } = look;
  watched.add(keys.file(path));
  if (knowledge.fileKind(path) !== 'missing') return false;
  watched.add(keys.patterns).add(keys.broken);
  if (isGlob(path) && globBase(path) === '.') return false;
  const literal = isGlob(path) ? globBase(path) : path;
  // The tasks of a matrix may make it; a text that cannot be read may as well.
  const patterns = knowledge.get(keys.patterns);
  if (patterns.some((one) => one.pattern?.test(path) === true || one.signature.startsWith(`${path}/`))) return false;
  if (isGlob(path) && patterns.length > 0) return false;
  return !knowledge.brokenMention(fileOf(literal));
}

// A path with expressions is looked at when params alone decide it.
function resolve(look: Look, template: Template): string | undefined {
  return resolveParams(look, template) ?? datasetPath(look, template);
}

function resolveParams(look: Look, template: Template): string | undefined {
  for (const name of paramsRead(template)) look.watched.add(keys.paramValue(name));
  return staticPath(template, look.knowledge.values);
}

// `${{ datasets.flights.path }}` alone.
function datasetPath(look: Look, template: Template): string | undefined {
  const [node] = typeof template === 'string' || template.parts.length !== 1 ? [] : template.parts;
  if (typeof node !== 'object' || node.kind !== 'member' || node.key !== 'path' || node.object.kind !== 'member')
    return undefined;
  const { object, key } = node.object;
  if (object.kind !== 'name' || object.name !== 'datasets') return undefined;
  const paths = pathsOfDataset(look, key);
  return paths.length === 1 ? paths[0] : undefined;
}

function pathsOfDataset(look: Look, name: string): readonly string[] {
  look.watched.add(keys.entry('datasets', name));
  const [dataset] = look.knowledge.get(keys.entry('datasets', name));
  const written = isJsonObject(dataset?.entry?.value) ? dataset.entry.value.path : undefined;
  return textOrTexts(written).flatMap((text) => resolveParams(look, toTemplate(text)) ?? []);
}

/**
 * Steps that make a dataset which the command or the environment names: naming it is reading it. A step that makes it itself may name
 * it as well.
 */
export function datasetEdges(look: Look, entry: EntryFacts): readonly Edge[] {
  const names = entry.expressions
    .filter((use) => use.path[2] === 'run' || use.path[2] === 'env')
    .flatMap((use) => use.holes.flatMap(expressionPaths))
    .flatMap(([root, name, key]) => (root?.name === 'datasets' && key?.name === 'path' && name ? [name.name] : []));
  return unique(names).flatMap((name) =>
    pathsOfDataset(look, name).flatMap((path) => {
      const makers = isGlob(path) ? globMakers(look, path) : makersOf(look, path);
      return makers.flatMap((to) =>
        to === entry.name ? [] : [{ to, because: `names the dataset '${name}', made by '${to}'` }],
      );
    }),
  );
}

function plain(extent: { readonly start: number; readonly end: number }): {
  readonly start: number;
  readonly end: number;
} {
  return { start: extent.start, end: extent.end };
}

const unique = (names: readonly string[]): readonly string[] => [...new Set(names)];
