import { expect, test } from 'vitest';
import { foldingRanges } from '../../../server/features/folding';

/** Folds as `first-last` line numbers, counted from 0. */
function folds(text: string): string[] {
  return foldingRanges(text.replace(/^\n/, '')).map(({ startLine, endLine, kind }) => {
    return `${startLine}-${endLine}${kind === undefined ? '' : ` ${kind}`}`;
  });
}

test('sections, entries and blocks fold; blank lines between entries belong to neither', () => {
  expect(
    folds(`
steps:
  one:
    run: |
      a

      b

  two:
    run: c
name: x
`),
  ).toEqual(['0-8', '1-5', '2-5', '7-8']);
});

test("a list at its key's own column folds with the key", () => {
  expect(folds('needs:\n- a\n- b\nname: x')).toEqual(['0-2']);
});

test('an item with further lines folds', () => {
  expect(folds('expect:\n  - rows:\n      min: 1\n  - unique: [a]')).toEqual(['0-3', '1-2']);
});

test('a block of comments folds as a comment, a single one does not', () => {
  expect(folds('# a\n# b\n# c\nname: x\n# alone\nowner: y')).toEqual(['0-2 comment']);
});

test('half-typed and empty texts fold without harm', () => {
  expect(folds('')).toEqual([]);
  expect(folds('steps:\n  train:\n    run: "open\n  tr')).toEqual(['0-3', '1-2']);
});
