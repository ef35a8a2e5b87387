// A typo in fairlead.yaml: its problem on the exact place while typing, gone when mended.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open('editing');
});
afterAll(() => workbench.close());

const squiggle = () => workbench.page.locator('.monaco-editor .squiggly-error');

test('a clean spec has no problem', async () => {
  await workbench.showPipelines();
  expect(await squiggle().count()).toBe(0);
});

test('a misspelt key is underlined on its exact range, with the key that was meant', async () => {
  const { line, column } = placeOf('timeout: 5m');
  await workbench.goTo(line, column + 'time'.length);
  await workbench.type('x');
  await squiggle().first().waitFor();
  await expect.poll(() => workbench.problems()).toContainEqual(expect.stringContaining('timexout'));
  const problem = (await workbench.problems()).find((row) => row.includes('timexout')) ?? '';
  expect(problem).toContain('timeout');
  expect(problem).toMatch(new RegExp(`line ${String(line)} and character ${String(column)}\\b`));
  expect(await underlined()).toEqual(await drawn('timexout'));
  await workbench.picture('typo');
});

test('the problem goes when the typo is mended', async () => {
  await workbench.openFile('fairlead.yaml');
  await workbench.press('Control+z');
  await squiggle().first().waitFor({ state: 'detached' });
});

/** Where the drawn text `word` begins and ends on the screen, in whole pixels. */
function drawn(word: string): Promise<readonly number[]> {
  return workbench.page.evaluate((text) => {
    const lines = document.createTreeWalker(document.querySelector('.view-lines') ?? document, NodeFilter.SHOW_TEXT);
    for (let node = lines.nextNode(); node; node = lines.nextNode()) {
      const start = node.textContent?.indexOf(text) ?? -1;
      if (start < 0) continue;
      const range = document.createRange();
      range.setStart(node, start);
      range.setEnd(node, start + text.length);
      const { left, right } = range.getBoundingClientRect();
      return [Math.round(left), Math.round(right)];
    }
    return [];
  }, word);
}

/** Where the squiggle begins and ends. */
async function underlined(): Promise<readonly number[]> {
  const box = await squiggle().first().boundingBox();
  return box ? [Math.round(box.x), Math.round(box.x + box.width)] : [];
}

function placeOf(text: string): { line: number; column: number } {
  const lines = workbench.readFile('fairlead.yaml').split('\n');
  const line = lines.findIndex((candidate) => candidate.includes(text));
  return { line: line + 1, column: (lines[line] ?? '').indexOf(text) + 1 };
}
