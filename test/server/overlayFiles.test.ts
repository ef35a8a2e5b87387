import { expect, test } from 'vitest';
import { overlayFiles } from '../../server/overlayFiles';
import type { ProjectFiles } from '../../src/core/spec/projectFiles';

/** A disk made of a record, which counts how often it is asked. */
function disk(files: Record<string, string>): ProjectFiles & { asked: string[] } {
  const asked: string[] = [];
  const note = <T>(question: string, answer: T): T => {
    asked.push(question);
    return answer;
  };
  return {
    asked,
    read: (path) => note(`read ${path}`, files[path]),
    firstLine: (path) => note(`first line ${path}`, files[path]?.split('\n', 1)[0]),
    kind: (path) => note(`kind ${path}`, path in files ? 'file' : 'missing'),
    list: (directory) => note(`list ${directory}`, Object.keys(files)),
    glob: (pattern) => note(`glob ${pattern}`, Object.keys(files)),
  };
}

test('the text of an open editor wins over the disk, also where the disk has none', () => {
  const files = overlayFiles(disk({ 'params.yaml': 'old' }), (path) =>
    path.endsWith('.yaml') ? `open ${path}` : undefined,
  );
  expect(files.read('params.yaml')).toBe('open params.yaml');
  expect(files.kind('unsaved.yaml')).toBe('file');
  expect(files.kind('data.csv')).toBe('missing');
});

test('the disk is asked once until something changes there', () => {
  const below = disk({ 'a.csv': 'a' });
  const files = overlayFiles(below, () => undefined);
  const ask = () => [files.read('a.csv'), files.kind('a.csv'), files.kind('b.csv'), files.glob('*.csv')];
  ask();
  ask();
  expect(below.asked).toEqual(['read a.csv', 'kind a.csv', 'kind b.csv', 'glob *.csv']);
  expect(files.diskChanged('b.csv')).toBe(true);
  ask();
  expect(below.asked.slice(4)).toEqual(['kind b.csv', 'glob *.csv']);
});

test('a change matters when the path, a folder around it or a folder below it was asked about', () => {
  const files = overlayFiles(disk({}), () => undefined);
  files.kind('data/raw');
  files.kind('build/model/weights.bin');
  expect(files.diskChanged('data/raw/2024/x.csv')).toBe(true);
  expect(files.diskChanged('build')).toBe(true);
  expect(files.diskChanged('notes.txt')).toBe(false);
});

test('a text matters to a spec once the spec has read it, even after the answer is forgotten', () => {
  const files = overlayFiles(disk({}), () => undefined);
  expect(files.textChanged('params.yaml')).toBe(false);
  files.read('params.yaml');
  files.diskChanged('params.yaml');
  expect(files.textChanged('params.yaml')).toBe(true);
});

test('the first line is that of the open editor, else of the disk, and asked once', () => {
  const below = disk({ 'a.csv': 'x,y\n1,2\n', 'b.csv': 'u\n' });
  const files = overlayFiles(below, (path) => (path === 'a.csv' ? 'x,z\r\n1,2' : undefined));
  expect([files.firstLine('a.csv'), files.firstLine('b.csv'), files.firstLine('b.csv')]).toEqual(['x,z', 'u', 'u']);
  expect(below.asked).toEqual(['first line a.csv', 'first line b.csv']);
  expect([files.textChanged('a.csv'), files.diskChanged('b.csv')]).toEqual([true, true]);
});
