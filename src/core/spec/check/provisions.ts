// What a chunk offers to the others, each thing under a key. When what stands under a key changes, the chunks that looked it up are checked
// again, and no others: typing inside a step's body checks that step alone.
import type { JsonObject } from '../../base/json';
import { isJsonObject } from '../../base/json';
import type { ExpressionNode } from '../expression/ast';
import { printExpression } from '../expression/printExpression';
import { ancestors } from '../paths';
import type { Extent } from '../syntax/node';
import type { Chunk } from './chunk';
import type { EntryFacts, Facts } from './facts';
import { partsOfPath, pathPattern, staticPath } from './staticPath';
import { outputPaths } from './stepPaths';

/** Something that a chunk offers. */
export interface Provision extends Extent {
  readonly key: string;
  /** Others are told when it changes. */
  readonly signature: string;
  readonly chunk: Chunk;
  readonly entry?: EntryFacts;
  /** For keys `pattern:`: what the paths of an output whose tasks decide its path look like. */
  readonly pattern?: RegExp;
}

/** Keys under which things are looked up. */
export const keys = {
  section: (name: string): string => `section:${name}`,
  entry: (section: string, name: string): string => `entry:${section}/${name}`,
  output: (path: string): string => `output:${path}`,
  below: (directory: string): string => `below:${directory}`,
  patterns: 'patterns',
  /** Names of a section: changes when an entry comes or goes. */
  names: (section: string): string => `names:${section}`,
  /** Text that cannot be read may hold anything. */
  broken: 'broken',
  param: (first: string): string => `param:${first}`,
  paramValue: (first: string): string => `paramValue:${first}`,
  /** Which params files there are, and the first names in them. */
  paramsFiles: 'paramsFiles',
  file: (path: string): string => `file:${path}`,
  /** The first line of a table. */
  header: (path: string): string => `header:${path}`,
} as const;

/** Everything that a chunk offers. */
export function provisionsOf(chunk: Chunk, facts: Facts, params: JsonObject): readonly Provision[] {
  const provisions: Provision[] = [];
  if (facts.section)
    provisions.push({ key: keys.section(facts.section.name), signature: '', chunk, ...facts.section.keyExtent });
  else if (chunk.cut.kind === 'header')
    provisions.push({ key: keys.section(chunk.cut.section), signature: '', chunk, start: 0, end: 0 });
  for (const entry of facts.entries) {
    const { start, end } = entry.keyExtent;
    provisions.push({
      key: keys.entry(entry.section, entry.name),
      signature: faceOf(entry, chunk.parsed.broken),
      chunk,
      entry,
      start,
      end,
    });
    if (entry.step) provisions.push(...outputsOf(chunk, facts, entry, params));
  }
  return provisions;
}

// What others can see of an entry: a change of anything else concerns nobody.
function faceOf(entry: EntryFacts, broken: boolean): string {
  if (broken) return 'broken';
  if (entry.step)
    return JSON.stringify([entry.step.outputs.map((output) => output.name ?? 0), entry.step.matrix !== undefined]);
  if (!isJsonObject(entry.value)) return '';
  if (entry.section === 'evaluations') return JSON.stringify([entry.value.task ?? 0, entry.value.segments ?? 0]);
  if (entry.section === 'models') return JSON.stringify(entry.value.alias ?? 0);
  if (entry.section !== 'datasets') return '';
  return JSON.stringify([
    entry.value.path ?? 0,
    typeof entry.value.target,
    entry.value.segments ?? 0,
    Object.keys(isJsonObject(entry.value.columns) ? entry.value.columns : {}),
  ]);
}

function outputsOf(chunk: Chunk, facts: Facts, entry: EntryFacts, params: JsonObject): readonly Provision[] {
  if (!entry.step) return [];
  return outputPaths(entry.step, entry.value).flatMap(({ template, path }): readonly Provision[] => {
    const extent = facts.values.locate(entry.node, path)?.value ?? entry.keyExtent;
    const place = { chunk, entry, start: extent.start, end: extent.end };
    const fixed = staticPath(template, params);
    if (fixed === undefined) {
      const parts = partsOfPath(template, params);
      return [{ key: keys.patterns, signature: signatureOf(parts), pattern: pathPattern(parts), ...place }];
    }
    const above = ancestors(fixed).map((directory) => ({ key: keys.below(directory), signature: fixed, ...place }));
    return [{ key: keys.output(fixed), signature: `${entry.name} ${path.join('.')}`, ...place }, ...above];
  });
}

function signatureOf(parts: readonly (string | ExpressionNode)[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : `\${{ ${printExpression(part)} }}`)).join('');
}
