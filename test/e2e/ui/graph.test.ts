// The Pipeline graph: its boxes carry the states, live; click and keyboard lead to the step's line.
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open('graph');
  await workbench.showPipelines();
  await workbench.command('Fairlead: Show Pipeline Graph');
  await box('evaluate').waitFor({ timeout: 60_000 });
});
afterAll(() => workbench.close());

const box = (step: string): Locator => workbench.panel().locator(`[data-step="${step}"]`);
const cursor = (): Locator => workbench.page.locator('.part.statusbar').getByText(/^Ln \d+, Col \d+/);

test('draws every step once, from left to right or top to bottom in the order of the data', async () => {
  const places = await Promise.all(
    ['prepare', 'train', 'select', 'evaluate'].map(async (step) => {
      expect(await box(step).count()).toBe(1);
      const place = await box(step).boundingBox();
      return (place?.x ?? 0) + (place?.y ?? 0);
    }),
  );
  expect(places).toEqual([...places].sort((a, b) => a - b));
});

test('says of each box what a screen reader needs: name, state, neighbours', async () => {
  const spoken = await box('train').getAttribute('aria-label');
  expect(spoken).toMatch(/^train\. Stale/i);
  expect(spoken).toContain('after prepare');
  expect(spoken).toContain('before select');
});

test('follows a run from stale to fresh', async () => {
  expect(await box('train').getAttribute('data-state')).toBe('stale');
  await workbench.panel().getByText('Run Pipeline').click();
  await workbench.panel().locator('[data-step="train"][data-state="running"]').waitFor({ timeout: 60_000 });
  await workbench.picture('graph-running');
  for (const step of ['prepare', 'train', 'select', 'evaluate']) {
    await workbench.panel().locator(`[data-step="${step}"][data-state="fresh"]`).waitFor({ timeout: 60_000 });
  }
});

test('a click opens the line of the step', async () => {
  await box('train').click();
  await expect.poll(() => cursor().innerText()).toMatch(new RegExp(`^Ln ${String(lineOf('train'))},`));
});

test('arrow keys move along the edges, Enter opens the line', async () => {
  await workbench.command('Fairlead: Show Pipeline Graph');
  await box('train').focus();
  const pressed = ['ArrowRight', 'ArrowDown'];
  for (const key of pressed) {
    await workbench.press(key);
    if ((await focused()) !== 'train') break;
  }
  expect(await focused()).toBe('select');
  await workbench.press('Enter');
  await expect.poll(() => cursor().innerText()).toMatch(new RegExp(`^Ln ${String(lineOf('select'))},`));
});

test('is a table, too', async () => {
  await workbench.command('Fairlead: Show Pipeline Graph');
  await workbench.panel().getByText('View as table').click();
  const rows = workbench.panel().locator('tbody tr');
  await expect.poll(() => rows.count()).toBe(4);
  await workbench.picture('graph-table');
  await workbench.panel().getByText('View as graph').click();
  await box('train').waitFor();
});

const focused = (): Promise<string | null> => workbench.panel().locator(':focus').getAttribute('data-step');

/** The line of a step's key, counted from one. */
function lineOf(step: string): number {
  return workbench.readFile('fairlead.yaml').split('\n').indexOf(`  ${step}:`) + 1;
}
