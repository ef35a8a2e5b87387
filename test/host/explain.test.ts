// Why Is This Step Stale, in words.
import { expect, test } from 'vitest';
import { explain } from '../../src/host/pipelines/explain';
import type { PipelineView } from '../../src/protocol/pipelines';
import { pipeline, step, task } from './views';

/** The answer for the last step, as lines; upstream steps with an arrow. */
function answer(view: PipelineView): readonly string[] {
  const { sentence, lines } = explain(view, view.steps.at(-1)!);
  return [
    sentence,
    ...lines.map(
      ({ text, detail, upstream }) => `${upstream === undefined ? '-' : '↑'} ${text}${detail && ` | ${detail}`}`,
    ),
  ];
}

test('a fresh step says what that means', () => {
  expect(answer(pipeline([step('train', 'fresh')]))).toEqual([
    'train is fresh: its command, params, inputs and outputs are as they were when it last ran.',
  ]);
});

test('reasons of a matrix are counted, the most frequent first', () => {
  const tasks = [
    task('train[a=1]', 'stale', { reasons: ['never ran'] }),
    task('train[a=2]', 'stale', { reasons: ['code changed: t.py'] }),
    task('train[a=3]', 'stale', { reasons: ['code changed: t.py'] }),
  ];
  expect(answer(pipeline([step('train', 'stale', { tasks })]))).toEqual([
    'train is stale and will run (3 stale).',
    '- code changed: t.py | 2 of 3 tasks',
    '- never ran | 1 of 3 tasks',
  ]);
});

test('the steps upstream that are the cause are named, and stand for "waits for"', () => {
  const prepare = step('prepare', 'stale', {
    tasks: [task('prepare', 'stale', { reasons: ['data changed: data/flights.csv'] })],
  });
  const train = step('train', 'stale', {
    needs: ['prepare', 'codes'],
    tasks: [task('train', 'stale', { reasons: ['waits for prepare'] })],
  });
  expect(answer(pipeline([prepare, step('codes', 'fresh'), train]))).toEqual([
    'train is stale and will run.',
    '↑ prepare | stale: data changed: data/flights.csv',
  ]);
});

test('"waits for" stays where the step it names is not known', () => {
  const train = step('train', 'stale', {
    needs: ['gone'],
    tasks: [task('train', 'stale', { reasons: ['waits for gone'] })],
  });
  expect(answer(pipeline([train]))).toEqual(['train is stale and will run.', '- waits for gone']);
});

test('with problems in the spec nothing is claimed', () => {
  expect(answer(pipeline([step('train', 'stale')], { errors: 2 }))[0]).toBe(
    'flights has problems, so nothing is known about train.',
  );
});
