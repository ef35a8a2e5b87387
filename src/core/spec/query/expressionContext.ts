// A cursor inside `${{ }}`. When the tree holds the scalar, its whole value is read and places are exact in every style; else the rest of the
// line is, as it stands.
import type { Position, Range } from '../../base/text';
import type { Analysis } from '../check/analysis';
import type { Chunk } from '../check/chunk';
import { environmentOf } from '../check/environment';
import type { EntryFacts } from '../check/facts';
import { sourceExtent } from '../check/textExtent';
import { parseExpression } from '../expression/parseExpression';
import { parseTemplate } from '../expression/parseTemplate';
import { readStep } from '../read/readStep';
import type { SpecContext, SpecPath } from '../spec';
import { eachScalar } from '../syntax/node';
import type { ScalarNode } from '../syntax/node';
import { scalarMap } from '../syntax/scalarMap';

type ExpressionContext = Extract<SpecContext, { kind: 'expression' }>;

/** The expression at a place. `start` is behind the `${{` on the cursor's own line, when there is one; `path` is what the lines tell. */
export function expressionContext(
  analysis: Analysis,
  place: Position,
  start: number | undefined,
  path: SpecPath | undefined,
): ExpressionContext | undefined {
  const chunk = analysis.main.chunkAt(place.line);
  if (!chunk) return undefined;
  return (
    fromTree(analysis, chunk, place) ??
    (start === undefined ? undefined : fromLine(analysis, chunk, place, start, path ?? []))
  );
}

function fromTree(analysis: Analysis, chunk: Chunk, place: Position): ExpressionContext | undefined {
  if (!chunk.text.includes('${{') || !chunk.parsed.root) return undefined;
  const offset = chunk.offset(place);
  const found: { scalar: ScalarNode; path: SpecPath }[] = [];
  eachScalar(chunk.parsed.root, (scalar, path) => {
    if (scalar.start <= offset && offset <= scalar.end && typeof scalar.value === 'string')
      found.push({ scalar, path });
  });
  const [hit] = found;
  if (!hit) return undefined;
  const { scalar } = hit;
  const decoded = decodedOffset(chunk, scalar, offset);
  const hole = parseTemplate(String(scalar.value)).holes.find(
    (one) => one.span.start <= decoded && decoded <= one.span.end,
  );
  if (!hole) return undefined;
  const path = chunk.cut.kind === 'entry' ? [chunk.cut.section, ...hit.path] : hit.path;
  const toRange = (span: { readonly start: number; readonly end: number }): Range =>
    chunk.range(sourceExtent(chunk.text, scalar, span));
  return {
    kind: 'expression',
    path,
    node: hole.node,
    offset: decoded,
    environment: environment(analysis, chunk, path),
    toRange,
  };
}

// The first character of the value that is not written before the cursor.
function decodedOffset(chunk: Chunk, scalar: ScalarNode, offset: number): number {
  const map = scalarMap(chunk.text, scalar);
  let low = 0;
  let high = map.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((map[middle] ?? 0) >= offset) high = middle;
    else low = middle + 1;
  }
  return low;
}

function fromLine(analysis: Analysis, chunk: Chunk, place: Position, start: number, path: SpecPath): ExpressionContext {
  const rest = analysis.main.lines.content(place.line).slice(start);
  const close = rest.indexOf('}}');
  const text = close < 0 ? rest : rest.slice(0, close);
  const at = (offset: number): Position => ({ line: place.line, character: start + offset });
  return {
    kind: 'expression',
    path,
    node: parseExpression(text).node,
    offset: place.character - start,
    environment: environment(analysis, chunk, path),
    toRange: (span) => ({ start: at(span.start), end: at(span.end) }),
  };
}

function environment(analysis: Analysis, chunk: Chunk, path: SpecPath): ExpressionContext['environment'] {
  const [section, name] = path;
  const own = analysis.factsOf(chunk)?.entries.find((entry) => entry.section === section && entry.name === name);
  return environmentOf(own ?? unread(section, name), analysis.knowledge.types, path);
}

// An entry that cannot be read yet still has the names that every entry of its section has.
function unread(section: SpecPath[number] | undefined, name: SpecPath[number] | undefined): EntryFacts | undefined {
  if (typeof section !== 'string' || typeof name !== 'string') return undefined;
  const extent = { start: 0, end: 0 };
  const node = { kind: 'scalar', value: null, style: 'plain', ...extent } as const;
  return {
    section,
    name,
    keyExtent: extent,
    node,
    value: null,
    expressions: [],
    ...(section === 'steps' && { step: readStep(name, null) }),
  };
}
