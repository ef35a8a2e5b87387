// What runs at the same time, told by steps that wait until the test lets them go.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/run/events';
import { summary, type RunOptions, type Tasks, TestProject } from './testProject';
import { until } from './until';

let project: TestProject;
beforeEach(() => {
  project = new TestProject();
});
afterEach(() => {
  project.dispose();
});

const step = (name: string, more = {}): Tasks[string] => ({
  run: project.waiting(name, `touch ${name}.out`),
  outputs: [`${name}.out`],
  more,
});

/** Starts a run; `running` are the tasks that have started and not ended. */
function start(tasks: Tasks, options: RunOptions = {}) {
  const running = new Set<string>();
  const onEvent = (event: RunEvent) => {
    if (event.type === 'task-started') running.add(event.task);
    if (event.type === 'task-ended') running.delete(event.task);
  };
  return { running, ended: project.run(tasks, { ...options, onEvent }) };
}

const machine = (more: object) => ({ more: { machine: { cpus: 4, memoryBytes: 100, gpus: [], jobs: 4, ...more } } });

describe('tasks', () => {
  it('run together when nothing ties them, and their readers as soon as their makers end', async () => {
    const tasks = { a: step('a'), b: step('b'), c: { ...step('c'), inputs: ['a.out'] } };
    const { running, ended } = start(tasks);
    await Promise.all([project.started('a'), project.started('b')]);
    await project.release('a');
    await project.started('c');
    await project.release('c');
    await until(() => !running.has('c'));
    await project.release('b');
    expect(summary(await ended)).toEqual(['a succeeded', 'c succeeded', 'b succeeded', 'succeeded']);
  });

  it.each([
    ['jobs', { jobs: 1 }, {}],
    ['processors', { cpus: 3 }, { resources: { cpus: 2, gpus: 0 } }],
    ['memory', {}, { resources: { cpus: 1, memoryBytes: 60, gpus: 0 } }],
    ['GPUs', { gpus: ['0'] }, { resources: { cpus: 1, gpus: 1 } }],
    ['processors that no machine has', { cpus: 3 }, { resources: { cpus: 1000, gpus: 0 } }],
  ])('wait for each other when there are not enough %s', async (_, limits, claim) => {
    const { running, ended } = start({ a: step('a', claim), b: step('b', claim) }, machine(limits));
    await project.started('a');
    expect([...running]).toEqual(['a']);
    await project.release('a');
    await project.started('b');
    expect([...running]).toEqual(['b']);
    await project.release('b');
    expect(summary(await ended)).toEqual(['a succeeded', 'b succeeded', 'succeeded']);
  });

  it('that fit go ahead of a larger one that waits', async () => {
    const large = { resources: { cpus: 4, gpus: 0 } };
    const { running, ended } = start({ a: step('a'), large: step('large', large), b: step('b') }, machine({}));
    await Promise.all([project.started('a'), project.started('b')]);
    expect([...running]).toEqual(['a', 'b']);
    await Promise.all([project.release('a'), project.release('b')]);
    await project.started('large');
    await project.release('large');
    expect(summary(await ended).at(-1)).toBe('succeeded');
  });

  it('get different GPUs', async () => {
    const task = (name: string) => ({
      run: project.waiting(name, `echo $CUDA_VISIBLE_DEVICES > ${name}.out`),
      outputs: [`${name}.out`],
      more: { resources: { cpus: 1, gpus: 1 } },
    });
    const { ended } = start({ a: task('a'), b: task('b') }, machine({ gpus: ['3', '5'] }));
    await Promise.all([project.started('a'), project.started('b')]);
    await Promise.all([project.release('a'), project.release('b')]);
    await ended;
    expect([project.read('a.out'), project.read('b.out')].sort()).toEqual(['3\n', '5\n']);
  });

  it('that run when another fails end on their own', async () => {
    const bad = { run: project.waiting('bad', 'exit 1') };
    const { running, ended } = start({ bad, good: step('good') });
    await Promise.all([project.started('bad'), project.started('good')]);
    await project.release('bad');
    await until(() => !running.has('bad'));
    await project.release('good');
    expect(summary(await ended)).toEqual(['bad failed: exit', 'good succeeded', 'failed: exit']);
  });
});
