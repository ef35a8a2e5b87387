// Every edit of a renaming, by file: where the name is defined, where it is used, and for params the params files.
import type { TextEdit } from 'vscode-languageserver';
import { err, ok, type Result } from '../../src/core/base/result';
import type { Location, Range } from '../../src/core/base/text';
import type { SpecDocument, SpecName } from '../../src/core/spec/spec';
import type { Snapshot } from '../snapshot';
import { paramsFileEdits } from './paramsFileEdits';
import { lastPart } from './renameTarget';

/** File -> its edits; files are relative to the spec's root. */
export type EditsByFile = ReadonlyMap<string, readonly TextEdit[]>;

/** The edits that give `name` the name `newName`. The error is a sentence for the user. */
export function renameEdits(snapshot: Snapshot, name: SpecName, newName: string): Result<EditsByFile, string> {
  const { document, files } = snapshot;
  const edits = new Map<string, TextEdit[]>();
  const seen = new Set<string>();
  const lines = new Map<string, readonly string[]>();
  const linesOf = (file: string): readonly string[] => {
    const known = lines.get(file);
    if (known !== undefined) return known;
    const text = file === document.file ? document.text : (files.read(file) ?? '');
    const split = text.split('\n');
    lines.set(file, split);
    return split;
  };
  for (const { file, range } of placesOf(document, name)) {
    if (isOutside(file)) return err(`'${name.name}' is defined in ${file}, outside of this project: rename it there.`);
    const place = placeOfText(linesOf(file), range, lastPart(name));
    if (place === undefined)
      return err(
        `${file}:${range.start.line + 1} writes '${name.name}' in a way that cannot be edited: rename it by hand.`,
      );
    // A place can be found in two ways, and is edited once.
    const id = `${file}:${place.start.line}:${place.start.character}`;
    if (seen.has(id)) continue;
    seen.add(id);
    const list = edits.get(file) ?? [];
    list.push({ range: place, newText: newName });
    edits.set(file, list);
  }
  return name.kind === 'param' ? withParamsFiles(snapshot, name, newName, edits) : ok(edits);
}

function withParamsFiles(
  { document, files }: Snapshot,
  name: SpecName,
  newName: string,
  edits: Map<string, TextEdit[]>,
): Result<EditsByFile, string> {
  for (const file of document.pipeline().paramsFiles) {
    const text = files.read(file);
    const found = text === undefined ? ok([]) : paramsFileEdits(file, text, name.name.split('.'), newName);
    if (!found.ok) return found;
    if (found.value.length === 0) continue;
    if (isOutside(file)) return err(`'${name.name}' is defined in ${file}, outside of this project: rename it there.`);
    edits.set(file, [...found.value]);
  }
  return ok(edits);
}

/** Where the spec and its includes name it. Params files are not among them. */
function placesOf(document: SpecDocument, name: SpecName): readonly Location[] {
  const all = [...document.definitions(name), ...document.references(name), ...usesElsewhere(document, name)];
  // An anchor ends with its file.
  if (name.kind === 'anchor') return all.filter(({ file }) => file === document.file);
  const params = new Set(name.kind === 'param' ? document.pipeline().paramsFiles : []);
  return all.filter(({ file }) => !params.has(file));
}

function usesElsewhere(document: SpecDocument, { kind, name, scope }: SpecName): readonly Location[] {
  // A monitor names a dataset where a deployment could stand; a deployment of that name would come first.
  if (kind === 'dataset') {
    const watched: SpecName = { kind: 'deployment', name };
    return document.definitions(watched).length > 0 ? [] : document.references(watched);
  }
  return kind === 'axis' && scope !== undefined ? axisKeys(document, scope, name) : [];
}

/** `include` and `exclude` of a matrix name its axes as keys. */
function axisKeys(document: SpecDocument, stepName: string, axis: string): readonly Location[] {
  const step = document.pipeline().steps.find((each) => each.name === stepName);
  if (step?.matrix === undefined) return [];
  const { include, exclude } = step.matrix;
  const paths = [
    ...include.map((_, index) => ['include', index] as const),
    ...exclude.map((_, index) => ['exclude', index] as const),
  ];
  return paths.flatMap(([list, index]) => {
    const key = document.find(['steps', stepName, 'matrix', list, index, axis])?.key;
    return key === undefined ? [] : [{ file: step.place.file, range: key }];
  });
}

/** The place of the bare text in a range that may hold quotes as well; undefined when it is written with escapes. */
function placeOfText(lines: readonly string[], { start, end }: Range, text: string): Range | undefined {
  if (start.line !== end.line) return undefined;
  const at = (lines[start.line] ?? '').slice(start.character, end.character).indexOf(text);
  if (at < 0 || end.character - start.character > text.length + 4) return undefined;
  const from = { line: start.line, character: start.character + at };
  return { start: from, end: { line: start.line, character: from.character + text.length } };
}

function isOutside(file: string): boolean {
  return file.startsWith('../') || file.startsWith('/') || /^[A-Za-z]:/.test(file);
}
