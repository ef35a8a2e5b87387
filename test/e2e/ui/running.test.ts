// Run Pipeline: the steps run as a task, the view goes stale -> running -> fresh; a changed param re-runs what depends on it and nothing
// else; a failing step shows its traceback on the Python line.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Workbench } from './workbench';

let workbench: Workbench;
beforeAll(async () => {
  workbench = await Workbench.open('running');
  await workbench.showPipelines();
});
afterAll(() => workbench.close());

const runTimeout = 90_000;
const allFresh = ['prepare', 'train', 'select', 'evaluate'].map((step) => `step ${step}, fresh`);

test('before the first run every step is stale and says why', async () => {
  await expect.poll(() => workbench.steps(), { timeout: 30_000 }).toHaveLength(4);
  const steps = await workbench.steps();
  expect(steps[0]).toMatch(/^step prepare, stale: .*never ran/);
  for (const step of steps) expect(step).toMatch(/^step \w+, stale/);
  await workbench.picture('before-run');
});

test('Run Pipeline takes every step from stale over running to fresh', async () => {
  const statesOf = await workbench.recordStates();
  await workbench.command('Fairlead: Run Pipeline');
  await workbench.row(/^step train, running/).waitFor({ timeout: runTimeout });
  await workbench.picture('running');
  await expect.poll(() => workbench.steps(), { timeout: runTimeout }).toEqual(allFresh);
  for (const step of ['prepare', 'train']) {
    expect((await statesOf(step)).filter((state) => ['stale', 'running', 'fresh'].includes(state))).toEqual([
      'stale',
      'running',
      'fresh',
    ]);
  }
  expect(readdirSync(path.join(workbench.folder, 'build', 'models'))).toHaveLength(4);
  expect(workbench.readFile('fairlead.lock')).toContain('sha256:');
  await workbench.picture('fresh');
});

test('a changed param makes stale what depends on it, says so, and only that runs again', async () => {
  await workbench.openFile('params.yaml');
  const lines = workbench.readFile('params.yaml').split('\n');
  const line = lines.findIndex((text) => text.includes('threshold:'));
  await workbench.goTo(line + 1, (lines[line] ?? '').indexOf('0.25') + '0.'.length + 1);
  await workbench.press('Delete');
  await workbench.type('3');
  await workbench.press('Control+s');
  await workbench.row(/^step evaluate, stale: .*evaluate\.threshold 0\.25 → 0\.35/).waitFor({ timeout: 30_000 });
  expect((await workbench.steps()).slice(0, 3)).toEqual(allFresh.slice(0, 3));
  await workbench.picture('stale-after-param');

  const statesOf = await workbench.recordStates();
  await workbench.command('Fairlead: Run Pipeline');
  await expect.poll(() => workbench.steps(), { timeout: runTimeout }).toEqual(allFresh);
  expect(await statesOf('evaluate')).toContain('running');
  expect(await statesOf('train')).not.toContain('running');
  expect(await statesOf('prepare')).not.toContain('running');
});

test('a failing step shows its traceback as a problem on the Python line', async () => {
  const source = workbench.readFile('steps/evaluate.py');
  const broken = source.replace('groups = measure.calibration(', 'groups = measure.calibrations(');
  expect(broken).not.toBe(source);
  workbench.writeFile('steps/evaluate.py', broken);
  const line = broken.split('\n').findIndex((text) => text.includes('measure.calibrations(')) + 1;
  await workbench.row(/^step evaluate, stale: .*code changed: steps\/evaluate\.py/).waitFor({ timeout: 30_000 });
  await workbench.command('Fairlead: Run Pipeline');
  await workbench.row(/^step evaluate, failed/).waitFor({ timeout: runTimeout });
  const onTheLine = new RegExp(`calibrations.*(Ln|line) ${String(line)}\\b`);
  const found = async () => (await workbench.problems()).some((row) => onTheLine.test(row));
  await expect.poll(found, { timeout: 30_000 }).toBe(true);
  await workbench.picture('failed');
  workbench.writeFile('steps/evaluate.py', source);
});
