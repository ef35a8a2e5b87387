// Chunk -> Facts: finds the entries, checks their shape, and walks them once beside the grammar for names and expressions.
import type { Json } from '../../base/json';
import { isJsonObject } from '../../base/json';
import { parseTemplate } from '../expression/parseTemplate';
import { readStep } from '../read/readStep';
import { grammar } from '../schema/grammar';
import type { Grammar } from '../schema/grammar';
import { isContainer } from '../schema/spec';
import { schemaAt } from '../schema/walk';
import { eachAlias } from '../syntax/eachAlias';
import type { Extent, MapEntry, ScalarNode, SpecNode } from '../syntax/node';
import { aliasProblems } from './aliasProblems';
import type { AnchorTable } from './anchors';
import type { Chunk } from './chunk';
import { expressionNames } from './expressionNames';
import type { EntryFacts, ExpressionUse, Facts, Occurrence } from './facts';
import { definitionsOf, namesIn } from './names';
import type { Problem } from './problem';
import { shapeProblems } from './shape';
import { sectionProblems } from './sectionProblems';
import { stepProblems } from './stepProblems';
import { expressionProblem, inner } from './textExtent';
import { ChunkValues } from './values';

/** Reads a chunk. */
export function readFacts(chunk: Chunk, anchors: AnchorTable): Facts {
  const values = new ChunkValues(chunk, anchors);
  const reading: Reading = { chunk, values, problems: [...chunk.parsed.problems], occurrences: [] };
  const aliases: string[] = [];
  if (chunk.parsed.root && chunk.parsed.aliases > 0) eachAlias(chunk.parsed.root, (alias) => aliases.push(alias.name));
  for (const name of chunk.parsed.anchors.keys()) anchorOccurrence(name, reading);
  reading.problems.push(...aliasProblems(chunk, anchors), ...sectionProblems(chunk));
  const { entries, section } = contentOf(reading);
  return {
    entries,
    ...(section && { section }),
    occurrences: reading.occurrences,
    problems: reading.problems,
    values,
    aliases,
  };
}

interface Reading {
  readonly chunk: Chunk;
  readonly values: ChunkValues;
  readonly problems: Problem[];
  readonly occurrences: Occurrence[];
}

function contentOf(reading: Reading): Pick<Facts, 'entries' | 'section'> {
  const { root, broken } = reading.chunk.parsed;
  const { cut } = reading.chunk;
  const first = root?.kind === 'map' ? root.entries[0] : undefined;
  if (!first) return { entries: [] };
  if (cut.kind === 'entry')
    return { entries: [readEntry(reading, cut.section, first, inner(reading.chunk.text, first.keyExtent))] };
  const keyExtent = inner(reading.chunk.text, first.keyExtent);
  const value = reading.values.json(first.value);
  if (!broken) reading.problems.push(...checkSection(reading, first, keyExtent, value));
  const section = { name: first.key, keyExtent, value, node: first.value };
  if (!isContainer(first.key) || !isJsonObject(value)) {
    walkNames(reading, first.value, [first.key], grammar.child(first.key), []);
    return { entries: [], section };
  }
  return { entries: entriesOf(reading, first.key, first.value, value), section };
}

function checkSection(reading: Reading, entry: MapEntry, keyExtent: Extent, value: Json): readonly Problem[] {
  const schema = schemaAt([entry.key]);
  if (!schema) return [];
  // Entries of a container are checked one by one, each under its own name.
  const shallow = isContainer(entry.key) && isJsonObject(value) ? {} : value;
  return shapeProblems({
    schema,
    value: shallow,
    title: entry.key,
    keyExtent,
    locate: (path) => reading.values.locate(entry.value, path),
  });
}

function entriesOf(
  reading: Reading,
  section: string,
  node: SpecNode,
  value: Readonly<Record<string, Json>>,
): readonly EntryFacts[] {
  // Nearly always the entries are written here, one by one.
  if (node.kind === 'map' && node.entries.every((entry) => entry.key !== '<<')) {
    const last = new Map(node.entries.map((entry) => [entry.key, entry]));
    return [...last.values()].map((entry) =>
      readEntry(reading, section, entry, inner(reading.chunk.text, entry.keyExtent)),
    );
  }
  return Object.keys(value).flatMap((name) => {
    const located = reading.values.locate(node, [name]);
    if (!located) return [];
    const own = located.key ? inner(reading.chunk.text, located.key) : located.value;
    return [
      readEntry(
        reading,
        section,
        { key: name, keyExtent: own, value: located.node },
        own,
        located.borrowed ? value[name] : undefined,
      ),
    ];
  });
}

// `borrowed` is the value of an entry that comes in by an alias: its tree lies in another chunk.
function readEntry(reading: Reading, section: string, entry: MapEntry, keyExtent: Extent, borrowed?: Json): EntryFacts {
  const { chunk, values } = reading;
  const value = borrowed ?? values.json(entry.value);
  const name = entry.key;
  if (!chunk.parsed.broken && borrowed === undefined)
    reading.problems.push(...checkEntry(reading, section, entry, keyExtent, value));
  const expressions: ExpressionUse[] = [];
  if (borrowed === undefined)
    walkNames(reading, entry.value, [section, name], grammar.child(section)?.child(name), expressions);
  const step = section === 'steps' ? readStep(name, value) : undefined;
  const facts: EntryFacts = { section, name, keyExtent, node: entry.value, value, expressions, ...(step && { step }) };
  reading.occurrences.push(...definitionsOf(facts, values, chunk.text));
  return facts;
}

function checkEntry(
  reading: Reading,
  section: string,
  entry: MapEntry,
  keyExtent: Extent,
  value: Json,
): readonly Problem[] {
  const schema = section === 'params' || name(entry).startsWith('x-') ? undefined : schemaAt([section, entry.key]);
  if (!schema) return [];
  const shaped = {
    schema,
    value,
    title: `${section}.${entry.key}`,
    keyExtent,
    locate: (path: readonly (string | number)[]) => reading.values.locate(entry.value, path),
  };
  const problems = shapeProblems(shaped);
  return section === 'steps' ? [...problems, ...stepProblems(shaped)] : problems;
}

const name = (entry: MapEntry): string => entry.key;

// `&rate` is not found in `&rates`.
function anchorPlace(text: string, name: string): number {
  for (let at = text.indexOf(`&${name}`); at >= 0; at = text.indexOf(`&${name}`, at + 1)) {
    const after = text[at + 1 + name.length];
    if (after === undefined || /[\s,[\]{}]/.test(after)) return at;
  }
  return -1;
}

function anchorOccurrence(name: string, reading: Reading): void {
  const at = anchorPlace(reading.chunk.text, name);
  if (at >= 0)
    reading.occurrences.push({
      name: { kind: 'anchor', name },
      role: 'definition',
      checked: false,
      start: at + 1,
      end: at + 1 + name.length,
    });
}

function walkNames(
  reading: Reading,
  node: SpecNode,
  path: readonly (string | number)[],
  at: Grammar | undefined,
  expressions: ExpressionUse[],
): void {
  if (node.kind === 'alias') {
    reading.occurrences.push({
      name: { kind: 'anchor', name: node.name },
      role: 'use',
      checked: false,
      start: node.start + 1,
      end: node.start + 1 + node.name.length,
    });
    return;
  }
  if (node.kind === 'map') {
    for (const entry of node.entries)
      walkNames(reading, entry.value, [...path, entry.key], at?.child(entry.key), expressions);
    return;
  }
  if (node.kind === 'list') {
    node.items.forEach((item, index) => {
      walkNames(reading, item, [...path, index], at?.child(index), expressions);
    });
    return;
  }
  if (!at || typeof node.value !== 'string') return;
  if (at.names)
    reading.occurrences.push(
      ...namesIn(at.names, node.value, inner(reading.chunk.text, node), path, reading.chunk.parsed.root),
    );
  if (at.template && node.value.includes('${{')) readExpressions(reading, node, path, expressions);
}

function readExpressions(
  reading: Reading,
  scalar: ScalarNode,
  path: readonly (string | number)[],
  expressions: ExpressionUse[],
): void {
  const parsed = parseTemplate(String(scalar.value));
  const use: ExpressionUse = { scalar, path, holes: parsed.holes.map((hole) => hole.node) };
  expressions.push(use);
  reading.occurrences.push(...expressionNames(reading.chunk.text, scalar, use.holes, String(path[1] ?? '')));
  if (reading.chunk.parsed.broken) return;
  reading.problems.push(...parsed.problems.map((problem) => expressionProblem(reading.chunk.text, scalar, problem)));
}
