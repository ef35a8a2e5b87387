// Names that are used but that nothing defines.
import { closeName } from '../expression/closeName';
import { isJsonObject } from '../../base/json';
import type { RuleCode } from '../diagnostic';
import type { SpecName } from '../spec';
import type { Occurrence } from './facts';
import type { Look } from './links';
import { sectionOfKind } from './names';
import type { Problem } from './problem';
import { keys } from './provisions';
import { valueOf } from './staticPath';

const codes: Readonly<Partial<Record<SpecName['kind'], RuleCode>>> = {
  step: 'FL020',
  executor: 'FL021',
  dataset: 'FL022',
  gate: 'FL023',
  model: 'FL024',
  evaluation: 'FL025',
  deployment: 'FL026',
  monitor: 'FL027',
  output: 'FL028',
  param: 'FL040',
};

/** Problems of the names that a chunk uses outside of expressions. */
export function nameProblems(look: Look): readonly Problem[] {
  return look.facts.occurrences.flatMap((use): readonly Problem[] => {
    if (use.role !== 'use' || !use.checked || use.name.name === '') return [];
    const known = isKnown(look, use.name);
    return known === true ? [] : unknown(look, use, known);
  });
}

// True, or the names that could have been meant.
function isKnown(look: Look, name: SpecName): true | readonly string[] {
  const { knowledge } = look;
  switch (name.kind) {
    case 'param':
      return paramKnown(look, name.name.split('.'));
    case 'output':
      return outputKnown(look, name);
    case 'executor':
      if (name.name === 'local' || knowledge.catalog.executors.some((executor) => executor.name === name.name))
        return true;
      return entryKnown(look, ['executors'], name.name, [
        'local',
        ...knowledge.catalog.executors.map((executor) => executor.name),
      ]);
    case 'deployment':
      return entryKnown(look, ['deployments', 'datasets'], name.name);
    default: {
      const section = sectionOfKind(name.kind);
      return section === undefined ? true : entryKnown(look, [section], name.name);
    }
  }
}

function entryKnown(
  look: Look,
  sections: readonly string[],
  name: string,
  more: readonly string[] = [],
): true | readonly string[] {
  for (const section of sections) {
    look.watched.add(keys.entry(section, name));
    if (look.knowledge.has(keys.entry(section, name))) return true;
  }
  for (const section of sections) look.watched.add(keys.names(section));
  return [...sections.flatMap((section) => look.knowledge.names(section)), ...more];
}

function outputKnown(look: Look, name: SpecName): true | readonly string[] {
  const key = keys.entry('steps', name.scope ?? '');
  look.watched.add(key);
  const [found] = look.knowledge.get(key);
  // An unknown step is reported by itself.
  if (!found?.entry?.step || found.chunk.parsed.broken) return true;
  const { outputs } = found.entry.step;
  const names = outputs.flatMap((output) => output.name ?? []);
  // A step that only picks has one output, which goes by any name.
  if (found.entry.step.pick && outputs.length === 0) return true;
  return names.includes(name.name) ||
    (names.length === 0 && /^\d+$/.test(name.name) && Number(name.name) < outputs.length)
    ? true
    : names;
}

function paramKnown(look: Look, path: readonly string[]): true | readonly string[] {
  const { params } = look.knowledge;
  look.watched.add(keys.param(path[0] ?? ''));
  if (params.incomplete || valueOf(params.values, path) !== undefined) return true;
  const parent = path.findIndex((_, index) => valueOf(params.values, path.slice(0, index + 1)) === undefined);
  const above = path.slice(0, Math.max(parent, 0));
  const siblings = above.length === 0 ? params.values : valueOf(params.values, above);
  look.watched.add(keys.names('params'));
  return isJsonObject(siblings)
    ? Object.keys(siblings).map((key) => [...above, key, ...path.slice(above.length + 1)].join('.'))
    : [];
}

function unknown(look: Look, use: Occurrence, candidates: readonly string[]): readonly Problem[] {
  const known = [...new Set(candidates)];
  look.watched.add(keys.broken);
  const { name, kind, scope } = use.name;
  if (look.knowledge.brokenMention(kind === 'param' ? (name.split('.').at(-1) ?? name) : name)) return [];
  const extent = kind === 'param' ? wholeParam(use) : { start: use.start, end: use.end };
  const close = closeName(name, known);
  const what =
    kind === 'deployment'
      ? `No deployment or dataset '${name}'`
      : kind === 'output'
        ? `The step '${scope ?? ''}' has no output '${name}'`
        : `There is no ${kind} '${name}'`;
  const list = known.length > 0 && known.length <= 6 ? ` Known: ${known.join(', ')}.` : remedy(kind);
  const message = close === undefined ? `${what}.${list}` : `${what}. Did you mean '${close}'?`;
  const fixes =
    close === undefined ? undefined : [{ title: `Change to '${close}'`, edits: [{ ...extent, newText: close }] }];
  return [{ code: codes[kind] ?? 'FL020', message, ...extent, ...(fixes && { fixes }) }];
}

// The occurrence of a dotted param is its last part; the problem is marked on all of it.
function wholeParam(use: Occurrence): { readonly start: number; readonly end: number } {
  return { start: use.end - use.name.name.length, end: use.end };
}

function remedy(kind: SpecName['kind']): string {
  const section = sectionOfKind(kind);
  return section === undefined ? '' : ` Add it to '${section}', or correct the name.`;
}
