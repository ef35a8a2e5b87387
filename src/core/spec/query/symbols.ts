// The outline: sections, their entries, and of steps what they do. Not every scalar: an outline of 100,000 lines helps nobody.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';
import type { Position } from '../../base/text';
import type { Analysis } from '../check/analysis';
import type { Chunk } from '../check/chunk';
import type { EntryFacts } from '../check/facts';
import type { SpecSymbol } from '../spec';
import { keyOfLine } from '../syntax/line';

/** The outline of the spec itself. */
export function symbols(analysis: Analysis): readonly SpecSymbol[] {
  analysis.refresh();
  const sections: { symbol: SpecSymbol; children: SpecSymbol[] }[] = [];
  for (const chunk of analysis.main.chunks) {
    if (chunk.cut.kind === 'preamble' || chunk.cut.kind === 'tail') continue;
    if (chunk.cut.kind === 'entry') {
      const section = sections.at(-1);
      if (!section) continue;
      section.children.push(entrySymbol(analysis, chunk));
      section.symbol = { ...section.symbol, range: { start: section.symbol.range.start, end: endOf(chunk) } };
      continue;
    }
    const symbol = sectionSymbol(analysis, chunk);
    if (symbol) sections.push({ symbol, children: [...symbol.children] });
  }
  return sections.map(({ symbol, children }) => ({ ...symbol, children }));
}

function sectionSymbol(analysis: Analysis, chunk: Chunk): SpecSymbol | undefined {
  const facts = analysis.factsOf(chunk);
  const line = chunk.text.split('\n', 1)[0] ?? '';
  const { key, length } = keyOfLine(line, chunk.cut.column);
  if (key === '') return undefined;
  const start = chunk.position(chunk.cut.column);
  const selection = { start, end: { line: start.line, character: start.character + length - 1 } };
  const children =
    facts?.entries.map((entry) => ({ ...entryOutline(chunk, entry), range: chunk.range(entry.keyExtent) })) ?? [];
  const detail = detailOf(facts?.section?.value);
  return {
    name: key,
    ...(detail !== undefined && { detail }),
    kind: 'section',
    range: { start, end: endOf(chunk) },
    selection,
    children,
  };
}

function entrySymbol(analysis: Analysis, chunk: Chunk): SpecSymbol {
  const entry = analysis.factsOf(chunk)?.entries[0];
  const start = chunk.position(chunk.cut.column);
  if (entry) return entryOutline(chunk, entry);
  const name = chunk.cut.entry === '' ? '?' : chunk.cut.entry;
  return {
    name,
    kind: 'entry',
    range: { start, end: endOf(chunk) },
    selection: { start, end: { line: start.line, character: start.character + name.length } },
    children: [],
  };
}

function entryOutline(chunk: Chunk, entry: EntryFacts): SpecSymbol {
  const selection = chunk.range(entry.keyExtent);
  const detail = entry.step ? stepDetail(entry) : detailOf(entry.value);
  const kinds: Readonly<Record<string, SpecSymbol['kind']>> = { steps: 'step', datasets: 'dataset', params: 'param' };
  return {
    name: entry.name,
    ...(detail !== undefined && { detail }),
    kind: kinds[entry.section] ?? 'entry',
    range: { start: selection.start, end: endOf(chunk) },
    selection,
    children: [],
  };
}

function stepDetail(entry: EntryFacts): string | undefined {
  const { step } = entry;
  if (!step) return undefined;
  if (step.pick) return `picks from ${step.pick.from}`;
  const { run } = step;
  return run === undefined ? undefined : firstLine(typeof run === 'string' ? run : run.source);
}

function detailOf(value: Json | undefined): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (isJsonObject(value)) return typeof value.path === 'string' ? value.path : undefined;
  return typeof value === 'object' ? undefined : firstLine(String(value));
}

function firstLine(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > 60 ? `${line.slice(0, 60)}…` : line;
}

// The end of the last line that holds something, so that blank lines behind an entry do not belong to it.
function endOf(chunk: Chunk): Position {
  return chunk.position(chunk.text.trimEnd().length);
}
