import { expect, test } from 'vitest';
import { ExecutionState } from '../../../server/pipelines/executionState';
import { toPipelineView, worstState, type PipelineFacts } from '../../../server/pipelines/toPipelineView';
import type { RunEvent } from '../../../src/core/run/events';
import { ended, executionEnded, executionStarted, skipped, started } from './events';
import { fresh, pipeline, plan, planned, stale, step } from './plans';

/** Facts with the given events behind them; the plan is older than the events unless said otherwise. */
function facts(
  more: Partial<PipelineFacts>,
  events: readonly RunEvent[] = [],
  planOutdated = events.length > 0,
): PipelineFacts {
  const executions = new ExecutionState();
  for (const event of events) executions.apply(event);
  return { specPath: '/work/a b/fairlead.yaml', errors: 0, executions, planOutdated, ...more };
}

/** Task -> its state and its reasons, in a line each. */
function states(given: PipelineFacts): Record<string, string> {
  const tasks = toPipelineView(given).steps.flatMap(({ tasks }) => tasks);
  return Object.fromEntries(tasks.map(({ id, state, reasons }) => [id, [state, ...reasons].join(': ')]));
}

const two = { pipeline: pipeline(step('a'), step('b')), plan: plan(planned('a', stale), planned('b', stale, ['a'])) };

test('a planned pipeline shows verdicts with their reasons, places as URIs, and who feeds whom', () => {
  const view = toPipelineView(facts({ ...two, plan: plan(planned('a', fresh), planned('b', stale, ['a'])) }));
  expect(view).toMatchObject({
    uri: 'file:///work/a%20b/fairlead.yaml',
    specPath: '/work/a b/fairlead.yaml',
    name: 'p',
    errors: 0,
  });
  expect(view.steps).toMatchObject([
    { name: 'a', state: 'fresh', needs: [], place: { uri: view.uri, line: 3, character: 2 } },
    { name: 'b', state: 'stale', needs: ['a'], tasks: [{ reasons: ['param rate 0.1 → 0.01'] }] },
  ]);
});

test('tasks of a matrix belong to one step, which shows the worst of them', () => {
  const tasks = plan(planned('t[rate=1]', fresh), planned('t[rate=2]', stale));
  const [shown] = toPipelineView(facts({ pipeline: pipeline(step('t')), plan: tasks })).steps;
  expect(shown).toMatchObject({ state: 'stale', tasks: [{ matrixKey: 'rate=1' }, { matrixKey: 'rate=2' }] });
});

test('while steps run, events are newer than verdicts', () => {
  const events = [executionStarted(['a', 'b']), started('a'), ended('a', 'succeeded'), started('b')];
  const view = toPipelineView(facts(two, events));
  expect(view.running).toEqual({ execution: 'e1', done: 1, total: 2 });
  expect(view.steps.map(({ state }) => state)).toEqual(['fresh', 'running']);
  expect(view.steps[0]?.tasks[0]).toMatchObject({ durationMs: 3000, metrics: { auc: 0.9 }, startedAt: undefined });
  expect(view.steps[1]?.tasks[0]).toMatchObject({ startedAt: 2000, logUri: 'file:///work/a%20b/.fairlead/logs/b.log' });
});

test('tasks of one step that are waited for are counted, a single one is named', () => {
  const waits = ['t[rate=1]', 't[rate=2]', 'u[a=1]'].map((id) => ({ kind: 'upstream', task: id }) as const);
  const tasks = plan(planned('pick', { kind: 'stale', reasons: [{ kind: 'never-ran' }, ...waits] }));
  expect(states(facts({ pipeline: pipeline(step('pick')), plan: tasks }))).toEqual({
    pick: 'stale: never ran: waits for t (2 tasks): waits for u[a=1]',
  });
});

test('a failure says why, and what waits for it is blocked', () => {
  const events = [
    executionStarted(['a', 'b']),
    started('a'),
    ended('a', 'failed'),
    skipped('b', 'upstream-failed'),
    executionEnded(),
  ];
  expect(states(facts(two, events, false))).toEqual({
    a: expect.stringMatching(/^failed: .*3/) as string,
    b: 'blocked: a step that it depends on failed',
  });
});

test('a failure is history once the task would run with something else', () => {
  const events = [executionStarted(['a']), started('a', 'sha256:0'), ended('a', 'failed'), executionEnded()];
  const changed = { pipeline: pipeline(step('a')), plan: plan(planned('a', stale, [], 'sha256:1')) };
  expect(states(facts(changed, events, false))).toEqual({ a: 'stale: param rate 0.1 → 0.01' });
});

test('after an execution its tasks stay fresh until the new plan speaks', () => {
  const events = [
    executionStarted(['a', 'b']),
    started('a'),
    ended('a', 'succeeded'),
    ended('b', 'succeeded'),
    executionEnded(),
  ];
  expect(states(facts(two, events))).toEqual({ a: 'fresh', b: 'fresh' });
  expect(states(facts(two, events, false))).toMatchObject({ a: 'stale: param rate 0.1 → 0.01' });
});

test('without a plan the steps are unknown and the problem is said', () => {
  const view = toPipelineView(facts({ pipeline: two.pipeline, errors: 2, problem: 'The spec has 2 errors.' }));
  expect(view).toMatchObject({
    errors: 2,
    problem: 'The spec has 2 errors.',
    steps: [{ state: 'unknown' }, { state: 'unknown' }],
  });
});

test('a spec that cannot be read is shown by its file name', () => {
  expect(toPipelineView(facts({ problem: 'unreadable' }))).toMatchObject({ name: 'fairlead.yaml', steps: [] });
});

test('the worst state is told in the order in which it needs attention', () => {
  expect(worstState(['fresh', 'stale', 'failed'])).toBe('failed');
  expect(worstState(['fresh', 'restorable'])).toBe('restorable');
  expect(worstState([])).toBe('unknown');
});
