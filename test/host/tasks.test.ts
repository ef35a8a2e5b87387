// A definition in tasks.json -> the command line that runs.
import { expect, test } from 'vitest';
import { cliArguments, offeredTasks, taskName, toFairleadTask } from '../../src/host/tasks/definition';
import { pipeline, step } from './views';

const line = (definition: Readonly<Record<string, unknown>>, jobs: number | null = null): string =>
  cliArguments(toFairleadTask(definition), 'fairlead.yaml', jobs).join(' ');

test.each([
  [{}, 'run -f fairlead.yaml --wait'],
  [{ step: 'train' }, 'run -f fairlead.yaml --wait --only train'],
  [{ from: 'train', until: 'validate' }, 'run -f fairlead.yaml --wait --from train --until validate'],
  [
    { step: 'train', force: true, args: ['--keep-going'] },
    'run -f fairlead.yaml --wait --only train --force --keep-going',
  ],
])('%j', (definition, expected) => {
  expect(line(definition)).toBe(expected);
});

test('the setting for jobs becomes a flag', () => {
  expect(line({}, 3)).toBe('run -f fairlead.yaml --wait --jobs 3');
});

test('what has the wrong type in tasks.json is left out', () => {
  expect(line({ step: 7, from: '', force: 'yes', args: ['--json', 4, null] })).toBe(
    'run -f fairlead.yaml --wait --json',
  );
  expect(line({ args: 'rm -rf /' })).toBe('run -f fairlead.yaml --wait');
});

test.each([
  [{}, false, 'run flights'],
  [{ step: 'train' }, false, 'train'],
  [{ step: 'train', force: true }, true, 'flights: train (forced)'],
  [{ from: 'train' }, false, 'from train'],
])('the name of %j', (definition, several, expected) => {
  expect(taskName(toFairleadTask(definition), 'flights', several)).toBe(expected);
});

test('a pipeline offers itself and each step', () => {
  const offered = offeredTasks(pipeline([step('a', 'fresh'), step('b', 'stale')]), 'sub/fairlead.yaml');
  expect(offered).toEqual([
    { type: 'fairlead', spec: 'sub/fairlead.yaml' },
    { type: 'fairlead', spec: 'sub/fairlead.yaml', step: 'a' },
    { type: 'fairlead', spec: 'sub/fairlead.yaml', step: 'b' },
  ]);
});
