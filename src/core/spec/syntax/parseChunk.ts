// Reads one chunk with the `yaml` package and keeps only values and places. Never throws: what cannot be read is a problem with a range.
import { isAlias, isCollection, isMap, isPair, isScalar, isSeq, parseDocument, Scalar } from 'yaml';
import type { YAMLMap, YAMLSeq } from 'yaml';
import type { Problem } from '../check/problem';
import type { Extent, MapEntry, ScalarStyle, SpecNode } from './node';
import { maskExpressions, unmask } from './maskExpressions';
import { syntaxProblems } from './syntaxProblems';

/** A chunk's tree and what is wrong with its YAML. */
export interface ParsedChunk {
  readonly root: SpecNode | undefined;
  readonly problems: readonly Problem[];
  /** Anchors defined in it, in their order. */
  readonly anchors: ReadonlyMap<string, SpecNode>;
  readonly aliases: number;
  /** Whether the YAML itself is wrong, so that the tree may lack parts. */
  readonly broken: boolean;
}

interface Reading {
  /** Gives a text back what was hidden from the parser. */
  restore(text: string): string;
  readonly problems: Problem[];
  readonly anchors: Map<string, SpecNode>;
  aliases: number;
}

/** Reads the text of a chunk. */
export function parseChunk(text: string): ParsedChunk {
  try {
    return parseText(text);
  } catch (error) {
    // The parser calls itself for each level of nesting: thousands of open brackets exhaust the stack, and nothing else throws.
    if (!(error instanceof RangeError)) throw error;
    const start = Math.max(0, text.search(/\S/));
    const lineEnd = text.indexOf('\n', start);
    const end = Math.max(start + 1, lineEnd < 0 ? text.length : lineEnd);
    const problem: Problem = {
      code: 'FL001',
      message: 'This is nested too deeply to be read: flatten it.',
      start,
      end,
    };
    return { root: undefined, problems: [problem], anchors: new Map(), aliases: 0, broken: true };
  }
}

function parseText(text: string): ParsedChunk {
  const masked = maskExpressions(text);
  const document = parseDocument(masked ?? text, {
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
    version: '1.2',
    schema: 'core',
  });
  const syntax = syntaxProblems(text, document.errors);
  const reading: Reading = {
    problems: [...syntax],
    anchors: new Map(),
    aliases: 0,
    restore: masked === undefined ? (value) => value : unmask,
  };
  const root = document.contents ? read(document.contents, reading, 0) : undefined;
  return {
    root,
    problems: reading.problems,
    anchors: reading.anchors,
    aliases: reading.aliases,
    broken: syntax.length > 0,
  };
}

function read(node: unknown, reading: Reading, at: number): SpecNode {
  const converted = convert(node, reading, at);
  if (converted.kind !== 'alias' && converted.anchor !== undefined) reading.anchors.set(converted.anchor, converted);
  return converted;
}

function convert(node: unknown, reading: Reading, at: number): SpecNode {
  if (isAlias(node)) {
    reading.aliases++;
    return { kind: 'alias', name: node.source, ...extentOf(node.range, at) };
  }
  if (isMap(node))
    return {
      kind: 'map',
      entries: entriesOf(node, reading, at),
      ...withAnchor(node.anchor),
      ...extentOf(node.range, at),
    };
  if (isSeq(node))
    return { kind: 'list', items: itemsOf(node, reading, at), ...withAnchor(node.anchor), ...extentOf(node.range, at) };
  if (isScalar(node))
    return {
      kind: 'scalar',
      value: plainValue(node.value, reading),
      style: styles[node.type ?? 'PLAIN'] ?? 'plain',
      ...withAnchor(node.anchor),
      ...extentOf(node.range, at),
    };
  return { kind: 'scalar', value: null, style: 'plain', start: at, end: at };
}

function entriesOf(map: YAMLMap, reading: Reading, at: number): readonly MapEntry[] {
  const entries: MapEntry[] = [];
  for (const item of map.items) {
    if (!isScalar(item.key)) {
      const keyRange = isCollection(item.key) || isAlias(item.key) ? item.key.range : undefined;
      reading.problems.push({ code: 'FL001', message: 'A key has to be plain text here.', ...extentOf(keyRange, at) });
      continue;
    }
    const keyExtent = extentOf(item.key.range, at);
    entries.push({
      key: reading.restore(keyText(item.key.value)),
      keyExtent,
      value: read(item.value, reading, keyExtent.end),
    });
  }
  reportDuplicates(entries, reading);
  return entries;
}

// `null:` and `~:` and a missing key all read as null; a missing one is reported by the parser itself.
function keyText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint'
      ? String(value)
      : '';
}

function itemsOf(list: YAMLSeq, reading: Reading, at: number): readonly SpecNode[] {
  return list.items.map((item) => {
    // `[a: b]` is a list with a mapping of one pair.
    if (!isPair(item)) return read(item, reading, at);
    const key = isScalar(item.key) ? item.key : undefined;
    const keyExtent = extentOf(key?.range, at);
    const value = read(item.value, reading, keyExtent.end);
    return {
      kind: 'map',
      entries: [{ key: reading.restore(keyText(key?.value ?? null)), keyExtent, value }],
      start: keyExtent.start,
      end: value.end,
    };
  });
}

function reportDuplicates(entries: readonly MapEntry[], reading: Reading): void {
  const seen = new Map<string, MapEntry>();
  for (const entry of entries) {
    const first = seen.get(entry.key);
    if (first === undefined) seen.set(entry.key, entry);
    else if (entry.key !== '') {
      reading.problems.push({
        code: 'FL003',
        message: `The key '${entry.key}' is written twice in this mapping: keep one.`,
        ...entry.keyExtent,
        related: [{ message: `'${entry.key}' stands here first.`, ...first.keyExtent }],
      });
    }
  }
}

function plainValue(value: unknown, reading: Reading): string | number | boolean | null {
  if (typeof value === 'string') return reading.restore(value);
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  // The core schema makes nothing else of a scalar, unless a tag asks for it.
  return typeof value === 'bigint' ? Number(value) : null;
}

const styles: Readonly<Record<string, ScalarStyle>> = {
  [Scalar.PLAIN]: 'plain',
  [Scalar.QUOTE_SINGLE]: 'single',
  [Scalar.QUOTE_DOUBLE]: 'double',
  [Scalar.BLOCK_LITERAL]: 'literal',
  [Scalar.BLOCK_FOLDED]: 'folded',
};

function withAnchor(anchor: string | undefined): { readonly anchor?: string } {
  return anchor === undefined ? {} : { anchor };
}

function extentOf(range: readonly [number, number, number] | null | undefined, fallback: number): Extent {
  return range ? { start: range[0], end: range[1] } : { start: fallback, end: fallback };
}
