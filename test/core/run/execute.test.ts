// What an execution does with outputs, the cache and the lock: real commands in a real folder.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../../src/core/run/events';
import { summary, type Tasks, TestProject } from './testProject';

let project: TestProject;
beforeEach(() => {
  project = new TestProject();
});
afterEach(() => {
  project.dispose();
});

/** upper <- in.txt, count <- upper. */
const chain: Tasks = {
  upper: { run: 'tr a-z A-Z < in.txt > upper.txt', inputs: ['in.txt'], outputs: ['upper.txt'] },
  count: { run: 'wc -c < upper.txt > count.txt', inputs: ['upper.txt'], outputs: ['count.txt'] },
};

const checkRun = async (tasks: Tasks, ...expected: string[]): Promise<readonly RunEvent[]> => {
  const events = await project.run(tasks);
  expect(summary(events)).toEqual(expected);
  return events;
};

const ended = (events: readonly RunEvent[], task: string) => {
  const event = events.findLast((each) => each.type === 'task-ended' && each.task === task);
  if (event?.type !== 'task-ended') throw new Error(`${task} never ended`);
  return event;
};

const log = (events: readonly RunEvent[], task: string) => {
  const event = events.findLast((each) => each.type === 'task-started' && each.task === task);
  return event?.type === 'task-started' ? project.read(event.log) : undefined;
};

describe('an execution', () => {
  it('runs what is needed, and nothing the second time', async () => {
    project.write('in.txt', 'abc');
    await checkRun(chain, 'upper succeeded', 'count succeeded', 'succeeded');
    expect(project.read('count.txt')?.trim()).toBe('3');
    expect([...(await project.lock()).keys()].sort()).toEqual(['count', 'upper']);
    const size = project.journal().length;
    await checkRun(chain, 'upper fresh', 'count fresh', 'succeeded');
    expect(project.journal()).toHaveLength(size);
  });

  it('stops early where a task makes the same bytes again', async () => {
    project.write('in.txt', 'abc');
    await project.run(chain);
    project.write('in.txt', 'aBc');
    await checkRun(chain, 'upper succeeded', 'count fresh', 'succeeded');
  });

  it('restores from the cache what was made before', async () => {
    project.write('in.txt', 'abc');
    await project.run(chain);
    project.write('in.txt', 'abcdef');
    await project.run(chain);
    project.write('in.txt', 'abc');
    await checkRun(chain, 'upper restored', 'count restored', 'succeeded');
    expect(project.read('upper.txt')).toBe('ABC');
    expect(project.read('count.txt')?.trim()).toBe('3');
    await checkRun(chain, 'upper fresh', 'count fresh', 'succeeded');
  });

  it('runs although nothing changed when forced', async () => {
    project.write('in.txt', 'abc');
    await project.run(chain);
    const events = await project.run(chain, { selection: { force: ['upper'] } });
    expect(summary(events)).toEqual(['upper succeeded', 'count fresh', 'succeeded']);
  });

  it('says what a task used and keeps nothing in the work folder', async () => {
    const events = await checkRun(
      { busy: { run: 'i=0; while [ $i -lt 100000 ]; do i=$((i+1)); done' } },
      'busy succeeded',
      'succeeded',
    );
    expect(ended(events, 'busy').usage.cpuMs).toBeGreaterThan(0);
    expect(readdirSync(project.paths.workDir)).toEqual([]);
  });
});

describe('a failing task', () => {
  const outputs = ['out.txt', 'folder'];
  const good: Tasks = { step: { run: 'echo old > out.txt; mkdir folder; echo old > folder/a', outputs } };

  it('leaves the old outputs in place and its own beside', async () => {
    await project.run(good);
    const bad: Tasks = { step: { run: 'echo new > out.txt; mkdir folder; echo new > folder/b; exit 7', outputs } };
    const events = await checkRun(bad, 'step failed: exit', 'failed: exit');
    expect([project.read('out.txt'), project.read('folder/a'), project.read('folder/b')]).toEqual([
      'old\n',
      'old\n',
      undefined,
    ]);
    const partial = `.fairlead/pipelines/fairlead/work/${ended(events, 'step').attemptId}/partial`;
    expect([project.read(`${partial}/out.txt`), project.read(`${partial}/folder/b`)]).toEqual(['new\n', 'new\n']);
    expect(log(events, 'step')).toBe('fairlead: The command failed with exit code 7. Its log says why.\n');
    await checkRun(good, 'step fresh', 'succeeded');
  });

  it('sees no old outputs while it runs, except those that persist', async () => {
    const step: Tasks = {
      step: { run: 'cat out.txt; echo more >> sum.txt', outputs: ['out.txt', { path: 'sum.txt', persist: true }] },
    };
    project.write('out.txt', 'old');
    project.write('sum.txt', 'one\n');
    const events = await checkRun(step, 'step failed: missing-output', 'failed: missing-output');
    expect(log(events, 'step')).toContain('No such file');
    expect([project.read('out.txt'), project.read('sum.txt')]).toEqual(['old', 'one\n']);
    const appending: Tasks = { step: { run: 'echo more >> sum.txt', outputs: [{ path: 'sum.txt', persist: true }] } };
    await checkRun(appending, 'step succeeded', 'succeeded');
    expect(project.read('sum.txt')).toBe('one\nmore\n');
  });

  it('gives back a folder together with the output inside of it', async () => {
    const nested = ['eval', { path: 'eval/metrics.json', metrics: true }];
    const write = `mkdir eval; echo '{"auc": 1}' > eval/metrics.json`;
    const events = await checkRun({ step: { run: write, outputs: nested } }, 'step succeeded', 'succeeded');
    expect(ended(events, 'step').metrics).toEqual({ auc: 1 });
    await checkRun({ step: { run: 'ls eval', outputs: nested } }, 'step failed: exit', 'failed: exit');
    expect(project.read('eval/metrics.json')).toBe('{"auc": 1}\n');
    await checkRun({ step: { run: write, outputs: nested } }, 'step fresh', 'succeeded');
  });

  it('names the output that it did not write', async () => {
    const events = await checkRun(
      { step: { outputs: ['deep/er/out.txt'] } },
      'step failed: missing-output',
      'failed: missing-output',
    );
    expect(ended(events, 'step').outcome).toMatchObject({ failure: { path: 'deep/er/out.txt' } });
  });

  it('names the input that is missing, and runs nothing', async () => {
    const events = await checkRun(
      { step: { run: 'touch ran', inputs: ['none.csv'] } },
      'step failed: missing-input',
      'failed: missing-input',
    );
    expect(ended(events, 'step').outcome).toMatchObject({ failure: { path: 'none.csv' } });
    expect(existsSync(project.path('ran'))).toBe(false);
  });

  it('names the secret that has no value', async () => {
    await checkRun(
      { step: { more: { secrets: ['HF_TOKEN'] } } },
      'step failed: missing-secret',
      'failed: missing-secret',
    );
  });

  it('keeps nothing when an input changed meanwhile', async () => {
    project.write('in.txt', 'one');
    const tasks: Tasks = {
      step: { run: 'cp in.txt out.txt; echo two > in.txt', inputs: ['in.txt'], outputs: ['out.txt'] },
    };
    await checkRun(tasks, 'step failed: input-changed', 'failed: input-changed');
    expect([project.read('out.txt'), (await project.lock()).size]).toEqual([undefined, 0]);
    project.write('in.txt', 'one');
    expect((await project.plan(tasks)).plan.tasks[0]?.verdict.kind).toBe('stale');
  });

  it('does not try again when the step removed its input', async () => {
    project.write('in.txt', 'one');
    const step = {
      run: 'rm in.txt; touch out.txt',
      inputs: ['in.txt'],
      outputs: ['out.txt'],
      more: { retries: { times: 1, backoffMs: 0 } },
    };
    const events = await checkRun({ step }, 'step failed: input-changed', 'failed: input-changed');
    expect(ended(events, 'step').outcome).toMatchObject({ failure: { path: 'in.txt', removed: true } });
    expect(project.read('out.txt')).toBeUndefined();
  });

  it('points at the line of the own code that raised', async () => {
    project.write('lib/deep.py', 'def load(path):\n    return open(path)\n');
    project.write('train.py', 'import json\nfrom lib.deep import load\njson.load(load("none.json"))\n');
    const events = await project.run({ step: { run: 'python3 train.py' } });
    const message = "FileNotFoundError: [Errno 2] No such file or directory: 'none.json'";
    expect(ended(events, 'step').at).toEqual({ file: 'lib/deep.py', line: 2, message });
  });

  it('is tried again as often as its retries say', async () => {
    const flaky = 'echo x >> tries; [ $(wc -l < tries) -ge 3 ] && echo done > out.txt';
    const step = { run: flaky, outputs: ['out.txt'], more: { retries: { times: 2, backoffMs: 1 } } };
    await checkRun({ step }, 'step failed: exit, again', 'step failed: exit, again', 'step succeeded', 'succeeded');
    const hopeless = { run: 'exit 1', more: { retries: { times: 1, backoffMs: 1 } } };
    await checkRun({ hopeless }, 'hopeless failed: exit, again', 'hopeless failed: exit', 'failed: exit');
  });

  it('is ended when its time is up', async () => {
    await checkRun({ step: { run: 'sleep 1000', more: { timeoutMs: 50 } } }, 'step failed: timeout', 'failed: timeout');
  });

  it('fails what depends on it, and spares the rest only when told to keep going', async () => {
    const tasks: Tasks = {
      bad: { run: 'exit 1', outputs: ['a'] },
      reader: { inputs: ['a'], outputs: ['b'] },
      other: { run: 'touch c', outputs: ['c'] },
    };
    const machine = { cpus: 1, memoryBytes: 1, gpus: [], jobs: 1 };
    const stopped = await project.run(tasks, { more: { machine } });
    expect(summary(stopped)).toEqual(['bad failed: exit', 'other cancelled', 'reader upstream-failed', 'failed: exit']);
    const kept = await project.run(tasks, { more: { machine, keepGoing: true } });
    expect(summary(kept)).toEqual(['bad failed: exit', 'reader upstream-failed', 'other succeeded', 'failed: exit']);
  });

  it('says so when the executor is unknown', async () => {
    await checkRun({ step: { more: { executor: 'nowhere' } } }, 'step failed: spawn', 'failed: spawn');
  });
});

describe('an execution that is stopped', () => {
  it('ends what runs, puts outputs back, starts nothing more', async () => {
    project.write('out.txt', 'old');
    const stop = new AbortController();
    const tasks: Tasks = {
      step: { run: `echo new > out.txt; ${project.waiting('step')}`, outputs: ['out.txt'] },
      next: { inputs: ['out.txt'], outputs: ['next.txt'] },
    };
    const running = project.run(tasks, { signal: stop.signal });
    await project.started('step');
    stop.abort();
    expect(summary(await running)).toEqual(['step cancelled', 'next cancelled', 'cancelled']);
    expect(project.read('out.txt')).toBe('old');
  });

  it('starts nothing when it was stopped before', async () => {
    const events = await project.run({ step: { run: 'touch ran' } }, { signal: AbortSignal.abort() });
    expect(summary(events)).toEqual(['step cancelled', 'cancelled']);
  });
});

describe('a pick', () => {
  const candidate = (name: string, loss: string): Tasks[string] => ({
    run: `echo ${name} > ${name}.bin; echo '{"loss": ${loss}}' > ${name}.json`,
    outputs: [`${name}.bin`, { path: `${name}.json`, metrics: true }],
  });
  const pick: Tasks[string] = {
    inputs: ['a.bin', 'a.json', 'b.bin', 'b.json'],
    outputs: ['best.bin'],
    more: {
      action: {
        kind: 'pick',
        by: 'metrics.loss',
        best: 'min',
        as: 'best.bin',
        candidates: ['a', 'b'].map((task) => ({ task, metrics: [`${task}.json`], output: `${task}.bin` })),
      },
    },
  };

  it('copies the output of the best, says which in its log, and is cached like any step', async () => {
    const tasks = { a: candidate('a', '2'), b: candidate('b', '1'), pick };
    const events = await project.run(tasks);
    expect([project.read('best.bin'), summary(events).at(-1)]).toEqual(['b\n', 'succeeded']);
    expect(log(events, 'pick')).toBe(
      'fairlead: picked b (min metrics.loss): b.bin -> best.bin\n  task  loss\n  a     2\n* b     1\n\n',
    );
    await checkRun(tasks, 'a fresh', 'b fresh', 'pick fresh', 'succeeded');
  });

  it('fails with its reason when there is no best, and leaves the old output', async () => {
    project.write('best.bin', 'old');
    const events = await project.run({ a: candidate('a', 'NaN'), b: candidate('b', 'NaN'), pick });
    expect(ended(events, 'pick').outcome).toMatchObject({ failure: { kind: 'pick' } });
    expect(project.read('best.bin')).toBe('old');
    expect(log(events, 'a')).toContain('fairlead: not recorded, since they are no numbers: loss = NaN');
  });
});

describe('the environment of a step', () => {
  it('tells it who it is, where its params are and where its outputs go', async () => {
    const more = {
      matrix: { rate: 0.1 },
      params: { 'train.rate': 0.1, 'train.seed': 7 },
      env: { OWN: 'mine' },
      secrets: ['TOKEN'],
    };
    const print =
      'echo $FAIRLEAD_STEP $FAIRLEAD_TASK $FAIRLEAD_MATRIX $OWN $TOKEN $EXTRA [$ELECTRON_RUN_AS_NODE$FAIRLEAD_SECRET_TOKEN]';
    const run = `{ ${print}; cat $FAIRLEAD_PARAMS; } > $FAIRLEAD_OUTPUT_MY_MODEL; echo '{"auc": 0.5}' > $FAIRLEAD_METRICS`;
    const outputs = [
      { name: 'my-model', path: 'model' },
      { path: 'metrics.json', metrics: true },
    ];
    const events = await project.run(
      { 'train[rate=0.1]': { run, outputs, more } },
      {
        more: {
          env: { ...process.env, ELECTRON_RUN_AS_NODE: '1', FAIRLEAD_SECRET_TOKEN: 'hidden' },
          secret: (name) => `secret of ${name}`,
          taskEnv: () => ({ EXTRA: 'extra' }),
        },
      },
    );
    expect(project.read('model')).toBe(
      'train train[rate=0.1] {"rate":0.1} mine secret of TOKEN extra []\n{\n  "train": {\n    "rate": 0.1,\n    "seed": 7\n  }\n}\n',
    );
    expect(ended(events, 'train[rate=0.1]').metrics).toEqual({ auc: 0.5 });
  });
});

it('hands over params whatever their names are', async () => {
  const more = { params: { '__proto__.rate': 0.1, 'constructor.name': 'x' } };
  await project.run({ step: { run: 'cp $FAIRLEAD_PARAMS out.json', outputs: ['out.json'], more } });
  expect(project.read('out.json')).toBe(
    '{\n  "__proto__": {\n    "rate": 0.1\n  },\n  "constructor": {\n    "name": "x"\n  }\n}\n',
  );
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe('a disk that refuses', () => {
  it.runIf(process.getuid?.() !== 0)('names the cache that is read-only', async () => {
    await project.run({ step: { run: 'echo 1 > out.txt', outputs: ['out.txt'] } });
    execFileSync('chmod', ['-R', 'a-w', project.paths.cacheDir]);
    const events = await project.run({ step: { run: 'echo 2 > out.txt', outputs: ['out.txt'] } });
    execFileSync('chmod', ['-R', 'u+w', project.paths.cacheDir]);
    expect(summary(events)).toEqual(['step failed: io', 'failed: io']);
    expect(project.read('out.txt')).toBe('1\n');
  });

  it.runIf(process.getuid?.() === 0)('may be another than that of the project', async () => {
    const other = TestProject.onSmallDisk('2m');
    try {
      symlinkSync(other.root, project.path('disk'));
      const outputs = ['disk/out.txt', 'disk/folder'];
      await checkRun(
        { step: { run: 'echo old > disk/out.txt; mkdir disk/folder; ln -s ../out.txt disk/folder/link', outputs } },
        'step succeeded',
        'succeeded',
      );
      const bad: Tasks = { step: { run: 'ls disk; echo new > disk/out.txt; exit 1', outputs } };
      const events = await checkRun(bad, 'step failed: exit', 'failed: exit');
      expect(log(events, 'step')).not.toMatch(/^(?:out|folder)/m);
      expect([other.read('out.txt'), readlinkSync(other.path('folder/link'))]).toEqual(['old\n', '../out.txt']);
    } finally {
      other.dispose();
    }
  });

  it.runIf(process.getuid?.() === 0)('loses nothing when it is full', async () => {
    const small = TestProject.onSmallDisk('2m');
    try {
      await small.run({ step: { run: 'echo old > out.txt', outputs: ['out.txt'] } });
      // The output fits, its copy in the cache does not.
      const events = await small.run({ step: { run: 'head -c 1500000 /dev/urandom > out.txt', outputs: ['out.txt'] } });
      expect(summary(events)).toEqual(['step failed: io', 'failed: io']);
      expect(ended(events, 'step').outcome).toMatchObject({ failure: { code: 'ENOSPC' } });
      expect(small.read('out.txt')).toBe('old\n');
      // The command itself fills the disk, and the journal's last block.
      const journal = small.paths.journal;
      const pad = `head -c $((4096 - $(wc -c < ${journal}) % 4096)) /dev/zero | tr '\\0' '\\n' >> ${journal}`;
      const filled = await small.run({ step: { run: `${pad}; cat /dev/zero > out.txt`, outputs: ['out.txt'] } });
      expect(summary(filled)).toEqual(['step failed: exit', 'failed: exit']);
      expect(small.read('out.txt')).toBe('old\n');
      expect(summary(small.journal())).toEqual([
        'step succeeded',
        'succeeded',
        'step failed: io',
        'failed: io',
        'step failed: exit',
        'failed: exit',
      ]);
      expect(summary(await small.run({ step: { run: 'echo old > out.txt', outputs: ['out.txt'] } }))).toEqual([
        'step fresh',
        'succeeded',
      ]);
    } finally {
      small.dispose();
    }
  });
});
