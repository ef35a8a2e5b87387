// Commands are long and differ in a word.
import { expect, it } from 'vitest';
import { changedWords } from '../../../src/cli/text/changedWords';

const long = 'python3 steps/prepare.py --data data/flights.csv --out build/tables';

it.each([
  ['short texts as they are', 'echo 1', 'echo 2', 'echo 1', 'echo 2'],
  [
    'the middle',
    `${long} --rate 1 --depth 3`,
    `${long} --rate 2 --depth 3`,
    '… --rate 1 --depth …',
    '… --rate 2 --depth …',
  ],
  ['the end', `${long} --rate 1`, `${long} --rate 2`, '… --rate 1', '… --rate 2'],
  ['the beginning', `a ${long}`, `b ${long}`, 'a python3 …', 'b python3 …'],
  ['what was added', long, `${long} --fast`, '… build/tables', '… build/tables --fast'],
])('shows %s', (_, before, after, from, to) => {
  expect(changedWords(before, after)).toEqual({ from, to });
});

it('cuts what is all different', () => {
  const { from, to } = changedWords('a '.repeat(300), 'b '.repeat(300));
  expect([from.length, to.length].every((length) => length <= 165)).toBe(true);
});
