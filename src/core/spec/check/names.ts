// Which names a chunk defines and uses, and where: what definition, references, renaming and "unknown name" are made of.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';
import type { KeyMeta } from '../schema/scalars';
import type { SpecName } from '../spec';
import { nodeAt } from '../syntax/node';
import type { Extent, SpecNode } from '../syntax/node';
import type { EntryFacts, Occurrence } from './facts';
import { inner } from './textExtent';
import type { ChunkValues } from './values';

const kinds: Readonly<Record<string, SpecName['kind']>> = {
  steps: 'step',
  datasets: 'dataset',
  evaluations: 'evaluation',
  gates: 'gate',
  models: 'model',
  deployments: 'deployment',
  monitors: 'monitor',
  triggers: 'trigger',
  executors: 'executor',
  params: 'param',
};

/** The section in which names of a kind are entries. */
export function sectionOfKind(kind: SpecName['kind']): string | undefined {
  return Object.keys(kinds).find((section) => kinds[section] === kind);
}

/** The names that an entry defines: its own, and those of its parts. */
export function definitionsOf(entry: EntryFacts, values: ChunkValues, text: string): readonly Occurrence[] {
  const kind = kinds[entry.section];
  if (!kind) return [];
  if (kind === 'param')
    return paramDefinitions(
      entry.value,
      [entry.name],
      entry.keyExtent,
      (path) => values.locate(entry.node, path.slice(1))?.key,
      text,
    );
  const own: Occurrence = { name: { kind, name: entry.name }, role: 'definition', checked: false, ...entry.keyExtent };
  const parts = kind === 'step' ? stepParts : kind === 'dataset' ? datasetParts : [];
  return [own, ...parts.flatMap(([key, part]) => partDefinitions(entry, values, text, key, part))];
}

const stepParts = [
  ['inputs', 'input'],
  ['outputs', 'output'],
  ['matrix', 'axis'],
] as const;
const datasetParts = [['columns', 'column']] as const;

function partDefinitions(
  entry: EntryFacts,
  values: ChunkValues,
  text: string,
  key: string,
  kind: SpecName['kind'],
): readonly Occurrence[] {
  const part = isJsonObject(entry.value) ? entry.value[key] : undefined;
  if (!isJsonObject(part)) return [];
  return Object.keys(part).flatMap((name): readonly Occurrence[] => {
    if (name.startsWith('x-') || (kind === 'axis' && (name === 'include' || name === 'exclude'))) return [];
    const at = values.locate(entry.node, [key, name])?.key;
    return at
      ? [{ name: { kind, name, scope: entry.name }, role: 'definition', checked: false, ...inner(text, at) }]
      : [];
  });
}

function paramDefinitions(
  value: Json,
  path: readonly string[],
  extent: Extent | undefined,
  locate: (path: readonly string[]) => Extent | undefined,
  text: string,
): readonly Occurrence[] {
  if (!extent) return [];
  const own: Occurrence = {
    name: { kind: 'param', name: path.join('.') },
    role: 'definition',
    checked: false,
    ...extent,
  };
  const children = isJsonObject(value) ? Object.entries(value) : [];
  return [
    own,
    ...children.flatMap(([key, item]) => {
      const at = locate([...path, key]);
      return paramDefinitions(item, [...path, key], at && inner(text, at), locate, text);
    }),
  ];
}

/** The names that a text uses where the grammar expects a name of the kind. `at` is the text without quotes. */
export function namesIn(
  kind: NonNullable<KeyMeta['names']>,
  text: string,
  at: Extent,
  path: readonly (string | number)[],
  root: SpecNode | undefined,
): readonly Occurrence[] {
  const use = (name: SpecName, extent: Extent = at): Occurrence => ({
    name,
    role: 'use',
    checked: true,
    start: extent.start,
    end: extent.end,
  });
  if (text.includes('${{')) return [];
  switch (kind) {
    case 'driftMethod':
      return [];
    case 'param':
      return dotted(text, at);
    case 'column':
      return [];
    case 'model': {
      const name = text.split('@', 1)[0] ?? text;
      return [use({ kind: 'model', name }, { start: at.start, end: at.start + name.length })];
    }
    case 'step':
      return text === 'all' && path[0] === 'triggers' ? [] : [use({ kind: 'step', name: text })];
    case 'output':
      return outputUse(text, at, path, root);
    case 'metric':
      return metricUse(text, at);
    default:
      return [use({ kind, name: text })];
  }
}

// `train.rate` uses the params `train` and `train.rate`; only the whole is checked.
function dotted(text: string, at: Extent): readonly Occurrence[] {
  const parts = text.split('.');
  let start = at.start;
  return parts.map((part, index) => {
    const extent = { start, end: start + part.length };
    start += part.length + 1;
    return {
      name: { kind: 'param', name: parts.slice(0, index + 1).join('.') },
      role: 'use',
      checked: index === parts.length - 1,
      ...extent,
    };
  });
}

// `output` of a pick names an output of the step it picks from; `from` of a model is `<step>` or `<step>.<output>`.
function outputUse(
  text: string,
  at: Extent,
  path: readonly (string | number)[],
  root: SpecNode | undefined,
): readonly Occurrence[] {
  if (path.at(-1) === 'output') {
    // An entry's own chunk begins at the entry's key, a section's at the section's.
    const from = nodeAt(root, [...path.slice(1, -1), 'from']) ?? nodeAt(root, [...path.slice(0, -1), 'from']);
    const scope = from?.kind === 'scalar' && typeof from.value === 'string' ? from.value : undefined;
    return scope === undefined
      ? []
      : [{ name: { kind: 'output', name: text, scope }, role: 'use', checked: true, ...at }];
  }
  const [step = '', ...rest] = text.split('.');
  const stepUse: Occurrence = {
    name: { kind: 'step', name: step },
    role: 'use',
    checked: true,
    start: at.start,
    end: at.start + step.length,
  };
  const output = rest.join('.');
  if (output === '') return [stepUse];
  return [
    stepUse,
    {
      name: { kind: 'output', name: output, scope: step },
      role: 'use',
      checked: true,
      start: stepUse.end + 1,
      end: at.end,
    },
  ];
}

// `evaluations.test.auc` and `steps.train.metrics.auc`.
function metricUse(text: string, at: Extent): readonly Occurrence[] {
  const [section = '', name = ''] = text.split('.');
  const kind = section === 'evaluations' ? 'evaluation' : section === 'steps' ? 'step' : undefined;
  if (!kind || name === '') return [];
  const start = at.start + section.length + 1;
  return [{ name: { kind, name }, role: 'use', checked: true, start, end: start + name.length }];
}
