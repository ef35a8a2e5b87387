// Where a path of the document is written, and where names are.
import type { Location, Position, Range } from '../../base/text';
import type { Analysis } from '../check/analysis';
import type { Chunk } from '../check/chunk';
import type { Occurrence } from '../check/facts';
import { keys } from '../check/provisions';
import { inner } from '../check/textExtent';
import type { SpecName, SpecNamePlace, SpecPath } from '../spec';

/** The places of the key and the value at `path`, in the spec itself. */
export function find(analysis: Analysis, path: SpecPath): { readonly key?: Range; readonly value?: Range } | undefined {
  const [section, name, ...rest] = path;
  if (typeof section !== 'string') return undefined;
  const entry = typeof name === 'string' ? analysis.knowledge.get(keys.entry(section, name))[0] : undefined;
  if (entry?.entry) return findInEntry(analysis, entry.chunk, entry.entry, rest);
  const [own] = analysis.knowledge.get(keys.section(section));
  const facts = own && analysis.factsOf(own.chunk);
  if (!own || !facts?.section)
    return own && path.length === 1 ? { key: own.chunk.range(headerKey(own.chunk)) } : undefined;
  const located = facts.values.locate(facts.section.node, path.slice(1));
  if (!located) return undefined;
  const key = path.length === 1 ? facts.section.keyExtent : located.key && inner(own.chunk.text, located.key);
  return { ...(key && { key: own.chunk.range(key) }), value: own.chunk.range(located.value) };
}

function findInEntry(
  analysis: Analysis,
  chunk: Chunk,
  entry: {
    readonly keyExtent: { readonly start: number; readonly end: number };
    readonly node: Parameters<NonNullable<ReturnType<Analysis['factsOf']>>['values']['locate']>[0];
  },
  rest: SpecPath,
): { readonly key?: Range; readonly value?: Range } | undefined {
  const located = analysis.factsOf(chunk)?.values.locate(entry.node, rest);
  if (!located) return undefined;
  const key = rest.length === 0 ? entry.keyExtent : located.key && inner(chunk.text, located.key);
  return { ...(key && { key: chunk.range(key) }), value: chunk.range(located.value) };
}

function headerKey(chunk: Chunk): { readonly start: number; readonly end: number } {
  const start = chunk.text.indexOf(chunk.cut.section);
  return { start, end: start + chunk.cut.section.length };
}

/** The name at a place. */
export function nameAt(
  analysis: Analysis,
  position: Position,
): { readonly name: SpecName; readonly range: Range } | undefined {
  const chunk = analysis.main.chunkAt(position.line);
  if (!chunk) return undefined;
  const offset = chunk.offset(position);
  const found = occurrences(analysis, chunk).find((one) => one.start <= offset && offset <= one.end);
  return found && { name: found.name, range: chunk.range(found) };
}

/** The names on some lines of the spec itself, by place: only the chunks that hold these lines are looked at. */
export function namesIn(analysis: Analysis, first: number, last: number): readonly SpecNamePlace[] {
  const places: SpecNamePlace[] = [];
  for (let line = Math.max(0, first); line <= last;) {
    const chunk = analysis.main.chunkAt(line);
    if (!chunk || chunk.line + chunk.count <= line) break;
    for (const one of occurrences(analysis, chunk)) {
      const range = chunk.range(one);
      if (range.start.line >= first && range.start.line <= last) places.push({ name: one.name, role: one.role, range });
    }
    line = chunk.line + chunk.count;
  }
  return places.sort(
    (a, b) => a.range.start.line - b.range.start.line || a.range.start.character - b.range.start.character,
  );
}

/** All places of a name in a role. */
export function placesOf(analysis: Analysis, name: SpecName, role: Occurrence['role']): readonly Location[] {
  return analysis.files.flatMap((file) =>
    file.chunks.flatMap((chunk) =>
      occurrences(analysis, chunk).flatMap((one) =>
        one.role === role && isName(one.name, name) ? [{ file: file.home.file, range: chunk.range(one) }] : [],
      ),
    ),
  );
}

/** Everything that a chunk names, those of its expressions included. What a monitor watches is a dataset where no deployment has the name. */
export function occurrences(analysis: Analysis, chunk: Chunk): readonly Occurrence[] {
  const found = analysis.factsOf(chunk)?.occurrences ?? [];
  const { knowledge } = analysis;
  return found.map((one) => {
    const { kind, name } = one.name;
    const isDataset =
      kind === 'deployment' &&
      one.role === 'use' &&
      !knowledge.has(keys.entry('deployments', name)) &&
      knowledge.has(keys.entry('datasets', name));
    return isDataset ? { ...one, name: { ...one.name, kind: 'dataset' } } : one;
  });
}

/** Whether two names are the same. */
export function isName(one: SpecName, other: SpecName): boolean {
  return one.kind === other.kind && one.name === other.name && (one.scope ?? '') === (other.scope ?? '');
}
