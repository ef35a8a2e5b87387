// What is wrong with the spec as a whole and belongs to no single chunk: cycles, the version, params files that nobody uses, too many aliases.
import type { Problem } from './problem';
import { tooManyAliases } from './aliasProblems';
import { maxAliases } from './anchors';
import type { Chunk } from './chunk';
import { findCycles } from './cycles';
import type { Facts } from './facts';
import type { Knowledge } from './knowledge';
import type { Edge, Links } from './links';
import { keys } from './provisions';
import type { SpecFile } from '../syntax/specFile';

/** A problem and the chunk that it is in. */
export interface PlacedProblem {
  readonly chunk: Chunk;
  readonly problem: Problem;
}

/** The steps that wait for each other. */
export function cycleProblems(
  files: readonly SpecFile[],
  links: ReadonlyMap<Chunk, Links>,
  knowledge: Knowledge,
): readonly PlacedProblem[] {
  const graph = new Map<string, readonly Edge[]>();
  for (const file of files)
    for (const chunk of file.chunks)
      for (const [step, edges] of links.get(chunk)?.edges ?? []) if (!graph.has(step)) graph.set(step, edges);
  return findCycles(graph).flatMap((cycle): readonly PlacedProblem[] => {
    const [place] = knowledge.get(keys.entry('steps', cycle.steps[0] ?? ''));
    if (!place) return [];
    const way = cycle.steps.map((step, index) => `'${step}' ${cycle.edges[index]?.because ?? ''}`);
    const path = [...cycle.steps, cycle.steps[0] ?? ''].join(' → ');
    const related = cycle.steps.slice(1).flatMap((step) => {
      const [other] = knowledge.get(keys.entry('steps', step));
      return other
        ? [{ message: `'${step}' is part of the cycle.`, start: other.start, end: other.end, chunk: other.chunk }]
        : [];
    });
    const message =
      cycle.steps.length === 1
        ? `The step ${way[0] ?? ''}, so it waits for itself and can never start.`
        : `These steps wait for each other: ${path}. ${way.join('; ')}.`;
    return [{ chunk: place.chunk, problem: { code: 'FL030', message, start: place.start, end: place.end, related } }];
  });
}

/** The version that a spec has to begin with. */
export function versionProblems(main: SpecFile, knowledge: Knowledge): readonly PlacedProblem[] {
  const own = knowledge.get(keys.section('fairlead')).some((one) => one.chunk.home === main.home);
  // While `fairlead` itself cannot be read, that is said already.
  if (own || knowledge.brokenMention('fairlead:')) return [];
  const chunk = main.chunks.find((one) => one.cut.kind !== 'preamble' && one.cut.kind !== 'tail') ?? main.chunks[0];
  if (!chunk) return [];
  const first = /\S.*/.exec(chunk.text);
  const start = chunk.cut.kind === 'preamble' || !first ? 0 : first.index;
  const end = start + Math.max(1, /^[\w.-]*/.exec(chunk.text.slice(start))?.[0].length ?? 1);
  const fix = { title: "Add 'fairlead: 1'", edits: [{ start: 0, end: 0, newText: 'fairlead: 1\n' }] };
  const problem: Problem = {
    code: 'FL009',
    message: 'The version is missing: begin the file with `fairlead: 1`.',
    start,
    end: Math.min(end, Math.max(chunk.text.length, 1)),
    fixes: [fix],
  };
  return [{ chunk, problem }];
}

/** Params files whose params nobody reads. Silent as long as somebody may. */
export function unusedParamsFiles(
  facts: ReadonlyMap<Chunk, Facts>,
  links: ReadonlyMap<Chunk, Links>,
  knowledge: Knowledge,
): readonly PlacedProblem[] {
  const files = knowledge.params.files.filter((file) => file.content.kind === 'read');
  if (files.length === 0 || knowledge.names('steps').length === 0) return [];
  const used = new Set<string>();
  for (const link of links.values()) for (const name of link.params) used.add(name);
  if (used.has('*') || knowledge.brokenMention('param')) return [];
  const unused = files.filter(
    (file) =>
      !used.has(`file:${file.path}`) &&
      file.content.kind === 'read' &&
      !Object.keys(file.content.values).some((name) => used.has(name)),
  );
  return unused.flatMap((file) => placesOf(file.path, facts));
}

function placesOf(path: string, facts: ReadonlyMap<Chunk, Facts>): readonly PlacedProblem[] {
  for (const [chunk, one] of facts) {
    if (one.section?.name !== 'params') continue;
    const several = one.section.node.kind === 'list' ? one.section.node.items : [one.section.node];
    const node = several.find(
      (item) => item.kind === 'scalar' && typeof item.value === 'string' && item.value.replace(/^\.\//, '') === path,
    );
    if (!node) continue;
    const message = `No step reads a param of '${path}', so that no step runs again when it changes: name its params under \`params\` of the steps that use them.`;
    return [{ chunk, problem: { code: 'FL041', message, start: node.start, end: node.end } }];
  }
  return [];
}

/** Files with more aliases than are read. */
export function aliasCountProblems(files: readonly SpecFile[]): readonly PlacedProblem[] {
  return files.flatMap((file): readonly PlacedProblem[] => {
    if (file.anchors.aliases <= maxAliases) return [];
    const chunk = file.chunks.find((one) => one.parsed.aliases > 0);
    const start = chunk?.text.search(/\*[^\s,\]}]/) ?? -1;
    if (!chunk || start < 0) return [];
    const length = /^\*[^\s,\]}]*/.exec(chunk.text.slice(start))?.[0].length ?? 1;
    return [
      { chunk, problem: { code: 'FL005', message: tooManyAliases(file.anchors.aliases), start, end: start + length } },
    ];
  });
}
