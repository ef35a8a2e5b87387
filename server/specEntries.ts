// The entries of a text without checking it: cut at its keys, as the spec itself is read, which takes milliseconds for any size.
import type { Range } from '../src/core/base/text';
import { isGlob, normalPath } from '../src/core/spec/paths';
import type { ProjectFiles } from '../src/core/spec/projectFiles';
import { isContainer } from '../src/core/spec/schema/spec';
import { cut, type Cut } from '../src/core/spec/syntax/cut';
import { Lines } from '../src/core/spec/syntax/lines';
import type { SpecNode } from '../src/core/spec/syntax/node';
import { parseChunk } from '../src/core/spec/syntax/parseChunk';
import { TextDocument } from 'vscode-languageserver-textdocument';

/** An entry of one of the sections whose entries have names. */
export interface SpecEntry {
  readonly section: string;
  readonly name: string;
  /** The key. */
  readonly range: Range;
}

/** The named entries of a text, by place. */
export function specEntries(text: string): readonly SpecEntry[] {
  const lines = new Lines(text);
  return cut(lines).flatMap((one) => {
    if (one.kind === 'entry') return one.entry === '' || one.entry.startsWith('x-') ? [] : [cutEntry(lines, one)];
    return one.kind === 'section' && isContainer(one.section) ? flowEntries(lines, one) : [];
  });
}

function cutEntry(lines: Lines, { section, entry, line, column }: Cut): SpecEntry {
  const character = Math.max(column, lines.at(line).indexOf(entry, column));
  return {
    section,
    name: entry,
    range: { start: { line, character }, end: { line, character: character + entry.length } },
  };
}

/** `steps: { train: … }`: such a section is one piece and small. */
function flowEntries(lines: Lines, one: Cut): readonly SpecEntry[] {
  const text = lines.slice(one.line, one.line + one.count);
  const value = valueIn(text, one.section);
  if (value?.kind !== 'map') return [];
  const document = TextDocument.create('', '', 0, text);
  const position = (offset: number) => {
    const { line, character } = document.positionAt(offset);
    return { line: line + one.line, character };
  };
  return value.entries.map(({ key, keyExtent }) => ({
    section: one.section,
    name: key,
    range: { start: position(keyExtent.start), end: position(keyExtent.end) },
  }));
}

/** The files that a text includes, as far as they are there; relative to its folder. */
export function includesOf(text: string, files: ProjectFiles): readonly string[] {
  const lines = new Lines(text);
  const section = cut(lines).find((one) => one.section === 'include');
  if (section === undefined) return [];
  const value = valueIn(lines.slice(section.line, section.line + section.count), 'include');
  const items = value?.kind === 'list' ? value.items : value === undefined ? [] : [value];
  return items.flatMap((item) => {
    if (item.kind !== 'scalar' || typeof item.value !== 'string') return [];
    const path = normalPath(item.value);
    return isGlob(path) ? files.glob(path) : [path];
  });
}

function valueIn(text: string, key: string): SpecNode | undefined {
  const { root } = parseChunk(text);
  return root?.kind === 'map' ? root.entries.find((entry) => entry.key === key)?.value : undefined;
}
