import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openDiskFiles } from '../../../src/core/project/diskFiles';
import { temporaryProject } from '../cache/temporaryProject';

function project() {
  const made = temporaryProject({
    'data/a.csv': 'a',
    'data/b.txt': 'b',
    'data/deep/c.csv': 'c',
    'data/.hidden.csv': '',
  });
  return { made, files: openDiskFiles(made.paths.root) };
}

test('kinds of paths', () => {
  const { files } = project();
  const kinds = [
    'data/a.csv',
    'data',
    'data/',
    'nothing',
    'data/*.csv',
    'data/*.parquet',
    'data/a.csv/below',
    'a\0b',
  ].map((path) => files.kind(path));
  expect(kinds).toEqual(['file', 'directory', 'directory', 'missing', 'file', 'missing', 'missing', 'missing']);
});

test('globs answer sorted paths relative to the root', () => {
  const { files } = project();
  expect(files.glob('data/**/*.csv')).toEqual(['data/a.csv', 'data/deep/c.csv']);
  expect(files.glob('*/b.txt')).toEqual(['data/b.txt']);
  expect(files.glob('nothing/*')).toEqual([]);
});

test('folders are listed with a slash; what cannot be listed is empty', () => {
  const { files } = project();
  expect(files.list('data')).toEqual(['.hidden.csv', 'a.csv', 'b.txt', 'deep/']);
  expect(files.list('data/a.csv')).toEqual([]);
});

test('texts are read as they are now; what is no text is as good as missing', () => {
  const { made, files } = project();
  expect(files.read('data/a.csv')).toBe('a');
  writeFileSync(made.at('data/a.csv'), '\uFEFFnew');
  expect(files.read('data/a.csv')).toBe('new');
  writeFileSync(made.at('data/a.csv'), Buffer.from([0xff]));
  mkdirSync(made.at('folder'));
  symlinkSync('loop', made.at('loop'));
  expect(['data/a.csv', 'nothing', 'folder', 'loop'].map((path) => files.read(path))).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('the first line of a file, however it ends and however large the file is', () => {
  const { made, files } = project();
  const write = (name: string, content: string | Buffer) => {
    writeFileSync(`${made.paths.root}/${name}`, content);
    return files.firstLine(name);
  };
  expect(files.firstLine('data/a.csv')).toBe('a');
  expect(write('windows.csv', '\uFEFFa,b\r\n1,2\r\n')).toBe('a,b');
  expect(write('large.csv', `a,b\n${'1,2\n'.repeat(100_000)}`)).toBe('a,b');
  expect(write('empty.csv', '')).toBe('');
  expect(write('latin.csv', Buffer.from('caf\u00e9,b\n', 'latin1'))).toBeUndefined();
  expect(write('endless.csv', 'a'.repeat(70_000))).toBeUndefined();
  expect([files.firstLine('data'), files.firstLine('missing.csv')]).toEqual([undefined, undefined]);
});
