// Events in, runs out: an execution is a parent, its tasks are nested, and saying it twice changes nothing.
import { describe, expect, it } from 'vitest';
import type { RunEvent, TaskFailure } from '../../../src/core/run/events';
import type { Run } from '../../../src/core/track/run';
import { executionRunId, recordExecution, recordInto, taskRunId } from '../../../src/core/track/recorder';

type Event<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

const start: Event<'execution-started'> = {
  type: 'execution-started',
  time: 1000,
  execution: '20261121T120000000-abcd0123',
  pipeline: 'flights',
  specFile: 'fairlead.yaml',
  specDigest: 'sha256:aa',
  tasks: [],
  pid: 1,
  host: 'box',
};
const begin = (attempt = 1): Event<'task-started'> => ({
  type: 'task-started',
  time: 1000 + attempt,
  task: 'train[rate=0.1]',
  step: 'train',
  attempt,
  attemptId: `x${String(attempt)}`,
  matrix: { rate: 0.1 },
  params: { 'train.seed': 7, 'train.name': 'ridge', 'train.layers': [1, 2] },
  command: 'python train.py',
  reasons: [{ kind: 'never-ran' }],
  log: 'log',
  outputs: [],
});
const locked = {
  fingerprint: 'sha256:ff',
  command: 'python train.py',
  params: {},
  env: {},
  inputs: { 'b.csv': { digest: 'sha256:bb', size: 1 }, 'a.csv': { digest: 'sha256:aa', size: 1 } },
  outputs: { model: { digest: 'sha256:cc', size: 1 } },
} as const;
const good: Event<'task-ended'> = {
  type: 'task-ended',
  time: 2000,
  task: 'train[rate=0.1]',
  attempt: 1,
  attemptId: 'x1',
  outcome: { kind: 'succeeded' },
  usage: { wallMs: 900, cpuMs: 800 },
  locked,
  metrics: { auc: 0.7 },
  willRetry: false,
};
const bad = (failure: TaskFailure, willRetry = false): Event<'task-ended'> => ({
  ...good,
  outcome: { kind: 'failed', failure },
  locked: undefined,
  metrics: {},
  willRetry,
});
const finish: Event<'execution-ended'> = {
  type: 'execution-ended',
  time: 3000,
  execution: start.execution,
  outcome: { kind: 'succeeded' },
};

const task = (events: readonly RunEvent[]): Run | undefined => recordExecution(events, {})[1];

describe('recording', () => {
  it('makes a parent and a nested run with params, metrics and tags', () => {
    const runs = recordExecution([start, begin(), good, finish], { user: 'ann', commit: 'c0ffee', dirty: true });
    expect(runs).toMatchObject([
      {
        run_id: executionRunId(start.execution),
        experiment: 'flights',
        status: 'FINISHED',
        start_time: 1000,
        end_time: 3000,
        tags: {
          'mlflow.user': 'ann',
          'mlflow.source.git.commit': 'c0ffee',
          'fairlead.dirty': 'true',
          'fairlead.spec_digest': 'sha256:aa',
        },
      },
      {
        run_id: taskRunId(start.execution, 'train[rate=0.1]'),
        run_name: 'train[rate=0.1]',
        parent_run_id: executionRunId(start.execution),
        status: 'FINISHED',
        end_time: 2000,
        params: { 'train.seed': '7', 'train.name': 'ridge', 'train.layers': '[1,2]', 'matrix.rate': '0.1' },
        metrics: { auc: 0.7 },
        tags: {
          'mlflow.parentRunId': executionRunId(start.execution),
          'mlflow.runName': 'train[rate=0.1]',
          'fairlead.step': 'train',
          'fairlead.task': 'train[rate=0.1]',
          'fairlead.matrix': '{"rate":0.1}',
          'fairlead.reasons': '[{"kind":"never-ran"}]',
          'fairlead.exit_code': '0',
          'fairlead.cpu_ms': '800',
          'fairlead.inputs': '{"a.csv":"sha256:aa","b.csv":"sha256:bb"}',
          'fairlead.outputs': '{"model":"sha256:cc"}',
        },
      },
    ]);
    expect(runs[1]?.tags['fairlead.peak_rss_bytes']).toBeUndefined();
    for (const { run_id } of runs) expect(run_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is the same when repeated, and tells executions and tasks apart', () => {
    const events = [start, begin(), good, finish];
    expect(recordExecution(events, {})).toEqual(recordExecution(events, {}));
    const other = { ...start, execution: '20261121T120000000-abcd9999' };
    const ids = [events, [other, begin()], [start, { ...begin(), task: 'train[rate=1]' }]].map(
      (all) => task(all)?.run_id,
    );
    expect(new Set(ids).size).toBe(3);
  });

  it('makes one run of several attempts', () => {
    const failed = bad({ kind: 'exit', exitCode: 1 }, true);
    expect(task([start, begin(1), failed])).toMatchObject({ status: 'RUNNING' });
    const retried = recordExecution([start, begin(1), failed, begin(2), good, finish], {});
    expect(retried).toHaveLength(2);
    expect(retried[1]).toMatchObject({
      status: 'FINISHED',
      start_time: 1001,
      tags: { 'fairlead.attempts': '2', 'fairlead.exit_code': '0' },
    });
    expect(retried[1]?.tags['fairlead.failure']).toBeUndefined();
  });

  it.each([
    [{ kind: 'cancelled' }, 'KILLED'],
    [{ kind: 'failed', failure: { kind: 'interrupted' } }, 'FAILED'],
  ] as const)('ends a run whose next attempt %o has prevented', (outcome, status) => {
    const failed = bad({ kind: 'exit', exitCode: 1 }, true);
    expect(task([start, begin(1), failed, { ...finish, outcome }])).toMatchObject({ status, end_time: finish.time });
    const written: Run[] = [];
    const recorder = recordInto({ write: (run) => void written.push(run), list: () => [], close: () => undefined }, {});
    for (const event of [start, begin(1), failed, { ...finish, outcome }]) recorder.add(event);
    expect(written.slice(-2).map((run) => run.status)).toEqual([status, status]);
  });

  it.each<[TaskFailure, Record<string, string>]>([
    [
      { kind: 'exit', exitCode: 137, signal: 'SIGKILL' },
      { 'fairlead.exit_code': '137', 'fairlead.signal': 'SIGKILL', 'fairlead.failure': 'exit' },
    ],
    [{ kind: 'interrupted' }, { 'fairlead.failure': 'interrupted' }],
  ])('keeps how %o ended', (failure, tags) => {
    expect(task([start, begin(), bad(failure)])).toMatchObject({ status: 'FAILED', tags });
  });

  it('calls what somebody stopped KILLED', () => {
    const cancelled = { kind: 'cancelled' } as const;
    const runs = recordExecution(
      [start, begin(), { ...bad({ kind: 'interrupted' }), outcome: cancelled }, { ...finish, outcome: cancelled }],
      {},
    );
    expect(runs.map(({ status }) => status)).toEqual(['KILLED', 'KILLED']);
  });

  it('makes no run of an execution in which nothing ran', () => {
    const fresh: RunEvent = { type: 'task-skipped', time: 0, task: 'a', why: 'fresh' };
    expect(recordExecution([start, fresh, finish], {})).toEqual([]);
    expect(recordExecution([begin(), good], {})).toEqual([]);
  });

  it('writes each run as soon as it changes', () => {
    const written: string[] = [];
    const store = {
      write: (run: Run) => written.push(`${run.run_name} ${run.status}`),
      list: () => [],
      close: () => undefined,
    };
    const recorder = recordInto(store, {});
    for (const event of [start, begin(), good, finish]) recorder.add(event);
    const parent = 'flights 20261121T120000';
    expect(written).toEqual([
      `${parent} RUNNING`,
      'train[rate=0.1] RUNNING',
      'train[rate=0.1] FINISHED',
      `${parent} FINISHED`,
    ]);
  });
});
