import { expect, test } from 'vitest';
import { ExecutionState } from '../../../server/pipelines/executionState';
import type { RunEvent } from '../../../src/core/run/events';
import { ended, executionEnded, executionStarted, skipped, started } from './events';

/** What is said of the tasks after some events. */
function after(events: readonly RunEvent[], ...tasks: readonly string[]) {
  const state = new ExecutionState();
  for (const event of events) state.apply(event);
  return { phases: tasks.map((task) => state.task(task).phase), running: state.running, state };
}

test('tasks go from queued over running to their end, and the execution counts them', () => {
  const events = [executionStarted(['a', 'b', 'c'], ['c']), started('a'), ended('a', 'succeeded'), started('b')];
  const { phases, running, state } = after(events, 'a', 'b', 'c');
  expect(phases).toEqual(['succeeded', 'running', 'idle']);
  expect(running).toEqual({ execution: 'e1', done: 1, total: 2 });
  expect(state.task('a')).toMatchObject({
    durationMs: 3000,
    metrics: { auc: 0.9 },
    log: '.fairlead/logs/a.log',
    startedAt: undefined,
  });
  expect(state.task('b').startedAt).toBe(2000);
});

test('a failure stays, a retry waits, what depends on a failure is blocked', () => {
  const failed = [
    executionStarted(['a', 'b']),
    started('a'),
    ended('a', 'failed'),
    skipped('b', 'upstream-failed'),
    executionEnded(),
  ];
  const { phases, running, state } = after(failed, 'a', 'b');
  expect(phases).toEqual(['failed', 'blocked']);
  expect(running).toBeUndefined();
  expect(state.task('a').failure).toEqual({ kind: 'exit', exitCode: 3 });
  const retried = [executionStarted(['a']), started('a'), ended('a', 'failed', { willRetry: true })];
  expect(after(retried, 'a')).toMatchObject({ phases: ['queued'], running: { done: 0, total: 1 } });
});

test('the next execution forgets the failures of the tasks that it runs', () => {
  const { phases, state } = after(
    [executionStarted(['a']), started('a'), ended('a', 'failed'), executionEnded(), executionStarted(['a'])],
    'a',
  );
  expect(phases).toEqual(['queued']);
  expect(state.task('a').failure).toBeUndefined();
});

test('an execution that ends early leaves nothing queued or running', () => {
  expect(after([executionStarted(['a', 'b']), started('a'), executionEnded()], 'a', 'b').phases).toEqual([
    'idle',
    'idle',
  ]);
});
