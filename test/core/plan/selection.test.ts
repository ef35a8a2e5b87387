import { describe, expect, it } from 'vitest';
import { expand } from '../../../src/core/plan/expand';
import { makePlan } from '../../../src/core/plan/makePlan';
import type { Selection } from '../../../src/core/plan/plan';
import { pipelineOf, type PipelineText } from './pipelineOf';
import { World } from './world';

const chain = (input: string, output: string) => ({ run: output, inputs: [input], outputs: [output] });
const text: PipelineText = {
  steps: {
    a: chain('in', 'a.out'),
    b: { ...chain('a.out', 'b/${{ matrix.d }}'), axes: { d: [1, 2] } },
    c: chain('b', 'c.out'),
    d: chain('in', 'd.out'),
  },
};

const checkSelected = (selection: Selection, expected: readonly string[]) =>
  expect(
    new World({ in: '1' })
      .plan(text, selection)
      .tasks.filter(({ selected }) => selected)
      .map(({ task }) => task.id),
  ).toEqual(expected);

describe('a selection', () => {
  it('is everything when nothing is asked for', () => {
    checkSelected({}, ['a', 'b[d=1]', 'b[d=2]', 'c', 'd']);
    checkSelected({ only: [], from: [] }, ['a', 'b[d=1]', 'b[d=2]', 'c', 'd']);
  });

  it('names steps or tasks', () => {
    checkSelected({ only: ['b'] }, ['b[d=1]', 'b[d=2]']);
    checkSelected({ only: ['b[d=2]', 'd'] }, ['b[d=2]', 'd']);
  });

  it('goes downstream, upstream, or between', () => {
    checkSelected({ from: ['b[d=1]'] }, ['b[d=1]', 'c']);
    checkSelected({ until: ['b[d=1]'] }, ['a', 'b[d=1]']);
    checkSelected({ from: ['b'], until: ['c'] }, ['b[d=1]', 'b[d=2]', 'c']);
    checkSelected({ from: ['c'], only: ['d'] }, ['c', 'd']);
  });

  it('says which name is unknown, and which was meant', () => {
    const world = new World();
    const plan = makePlan(expand(pipelineOf({ steps: { prepare: { run: 'p' } } })), world.known, {
      until: ['prepaer'],
    });
    expect(plan).toEqual({ ok: false, error: { kind: 'unknown-selection', name: 'prepaer', suggestion: 'prepare' } });
  });
});

describe('force', () => {
  it('runs tasks that are fresh, and so what needs them', () => {
    const world = new World({ in: '1' });
    world.run(text);
    expect(world.verdicts(text, { force: ['a'] })).toEqual([
      'a: stale forced',
      'b[d=1]: stale waits for a',
      'b[d=2]: stale waits for a',
      'c: stale waits for b[d=1]; waits for b[d=2]',
      'd: fresh',
    ]);
    expect(world.verdicts(text, { only: ['d'], force: true })).toEqual([
      '(a: fresh)',
      '(b[d=1]: fresh)',
      '(b[d=2]: fresh)',
      '(c: fresh)',
      'd: stale forced',
    ]);
  });
});

describe('a task outside of the selection', () => {
  it('does not run, so what needs it is judged by what is there', () => {
    const world = new World({ in: '1' });
    world.run(text);
    world.files.set('in', '2');
    expect(world.verdicts(text, { only: ['c'] }).slice(0, 4)).toEqual([
      '(a: stale data changed: in)',
      '(b[d=1]: fresh)',
      '(b[d=2]: fresh)',
      'c: fresh',
    ]);
  });
});
