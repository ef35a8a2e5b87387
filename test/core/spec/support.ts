// What the tests of the spec share: a project in memory, and diagnostics written so that they can be compared and read.
import picomatch from 'picomatch';
import { expect } from 'vitest';
import type { Range } from '../../../src/core/base/text';
import type { Diagnostic } from '../../../src/core/spec/diagnostic';
import { openSpec } from '../../../src/core/spec/openSpec';
import type { ProjectFiles } from '../../../src/core/spec/projectFiles';
import type { SpecDocument, SpecOptions } from '../../../src/core/spec/spec';
import { fixtureText } from '../../fixtureText';

/** A project whose files are a map; directories are what lies above them. */
export function memoryFiles(files: ReadonlyMap<string, string>): ProjectFiles {
  const glob = (pattern: string): readonly string[] => {
    const matches = picomatch(pattern);
    return [...files.keys()].filter((file) => matches(file)).sort();
  };
  return {
    read: (path) => files.get(path),
    firstLine: (path) => files.get(path)?.split('\n', 1)[0],
    kind: (path) => {
      if (files.has(path) || (/[*?[{]/.test(path) && glob(path).length > 0)) return 'file';
      return [...files.keys()].some((file) => file.startsWith(`${path}/`)) ? 'directory' : 'missing';
    },
    list: () => [],
    glob,
  };
}

export const catalog = {
  executors: [{ name: 'local', title: 'This machine' }],
  driftMethods: [{ name: 'psi', title: 'PSI' }],
};

/** Opens a text alone, or in a project. */
export function open(
  text: string,
  files: Readonly<Record<string, string>> = {},
  options: Partial<SpecOptions> = {},
): SpecDocument {
  return openSpec(text, {
    file: 'fairlead.yaml',
    files: memoryFiles(new Map(Object.entries(files))),
    catalog,
    ...options,
  });
}

/** `3:5-3:9 error FL010 message`, lines and columns from 1. */
export function show(diagnostic: Diagnostic): string {
  const file = diagnostic.file === 'fairlead.yaml' ? '' : `${diagnostic.file}:`;
  return `${file}${showRange(diagnostic.range)} ${diagnostic.severity} ${diagnostic.code} ${diagnostic.message}`;
}

export function showRange({ start, end }: Range): string {
  const place = (at: Range['start']): string => `${String(at.line + 1)}:${String(at.character + 1)}`;
  return `${place(start)}-${place(end)}`;
}

/** The text under a range. */
export function textAt(text: string, { start, end }: Range): string {
  const lines = text.split('\n');
  if (start.line === end.line) return (lines[start.line] ?? '').slice(start.character, end.character);
  return [
    (lines[start.line] ?? '').slice(start.character),
    ...lines.slice(start.line + 1, end.line),
    (lines[end.line] ?? '').slice(0, end.character),
  ].join('\n');
}

/**
 * Opens a fixture and compares all its diagnostics with its `#~ ^^^` lines: the same places, the code and the part of
 * the message that the line gives, nothing missing and nothing more.
 */
export function check(source: string, options: Partial<SpecOptions> = {}): void {
  const fixture = fixtureText(source);
  const [main] = fixture.files.keys();
  const text = fixture.files.get(main ?? '') ?? '';
  const document = openSpec(text, { file: main ?? '', files: memoryFiles(fixture.files), catalog, ...options });
  const found = document.diagnostics();
  const expected = fixture.annotations.map((one) => ({
    at: `${one.file}:${showRange(one.range)}`,
    says: one.expected,
  }));
  const got = found.map((one, index) => {
    const full = `${one.severity} ${one.code} ${one.message}`;
    const wanted = expected[index]?.says ?? '';
    return { at: `${one.file}:${showRange(one.range)}`, says: wanted !== '' && full.includes(wanted) ? wanted : full };
  });
  expect(got).toEqual(expected);
}

/** A text with its edits applied, last first. */
export function applyEdits(
  text: string,
  edits: readonly { readonly range: Range; readonly newText: string }[],
): string {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const offset = (place: Range['start']): number => (starts[place.line] ?? text.length) + place.character;
  return [...edits]
    .sort((a, b) => offset(b.range.start) - offset(a.range.start))
    .reduce(
      (changed, edit) =>
        changed.slice(0, offset(edit.range.start)) + edit.newText + changed.slice(offset(edit.range.end)),
      text,
    );
}
