// The end of a log, as the editor shows it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readTail } from '../../src/host/logs/readTail';

const folder = mkdtempSync(join(tmpdir(), 'fairlead-log-'));
const file = join(folder, 'a.log');
afterAll(() => rmSync(folder, { recursive: true }));

test.each([
  ['a short log is told whole', 'one\ntwo\n', 100, 'one\ntwo\n'],
  ['an empty log is an empty text', '', 100, ''],
  [
    'a long log begins with a whole line of its end',
    'first\nsecond\nthird\n',
    10,
    `… the beginning is left out: ${file}\nthird\n`,
  ],
  ['a sign is never cut in two', 'ä\nöü\nend\n', 8, `… the beginning is left out: ${file}\nend\n`],
])('%s', async (_, text, most, expected) => {
  writeFileSync(file, text);
  expect(await readTail(file, most)).toBe(expected);
});

test('a log that is gone is an error, which the command reports', async () => {
  await expect(readTail(join(folder, 'gone.log'), 10)).rejects.toThrow(/ENOENT/);
});
