import { describe, expect, test } from 'vitest';
import { isSpecName, pathToUri, relativeTo, uriToPath } from '../../server/paths';

describe('URIs are spelt as the editor spells them', () => {
  test.each([
    ['/work/a b/fairlead.yaml', 'file:///work/a%20b/fairlead.yaml'],
    ["/work/it's (new)!*/x@2.yaml", 'file:///work/it%27s%20%28new%29%21%2A/x%402.yaml'],
    ['/work/größe/日本.yaml', 'file:///work/gr%C3%B6%C3%9Fe/%E6%97%A5%E6%9C%AC.yaml'],
    ['C:/work/x.yaml', 'file:///c%3A/work/x.yaml'],
    ['//server/share/x.yaml', 'file://server/share/x.yaml'],
  ])('%s', (path, uri) => {
    expect(pathToUri(path)).toBe(uri);
  });
});

test('a URI leads back to its path, and other schemes to none', () => {
  expect(uriToPath(pathToUri("/work/a b/it's.yaml"))).toBe("/work/a b/it's.yaml");
  expect(uriToPath('untitled:Untitled-1')).toBeUndefined();
  expect(uriToPath('file:///%E0%A4%A')).toBeUndefined();
});

test('a path is relative to a folder only when it lies in it', () => {
  expect(relativeTo('/work', '/work/a/b')).toBe('a/b');
  expect(relativeTo('/work', '/workshop/a')).toBeUndefined();
  expect(relativeTo('/', '/a')).toBe('a');
});

test('specs are known by their names', () => {
  expect(['fairlead.yaml', 'retrain.fairlead.yml', 'Fairlead.yaml'].map(isSpecName)).toEqual([true, true, true]);
  expect(['myfairlead.yaml', 'fairlead.lock', 'params.yaml', '.fairlead.json'].map(isSpecName)).toEqual(
    Array(4).fill(false),
  );
});
