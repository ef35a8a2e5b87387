// What is left when the writer is killed: nothing that runs, nothing half, and a next run that goes on.
import { rmSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptNames } from '../../../src/core/run/attemptFolder';
import { execute } from '../../../src/core/run/execute';
import { livingProcesses } from '../../../src/core/run/executors/processTree';
import type { RunEvent } from '../../../src/core/run/events';
import { outputDigests } from '../../../src/core/run/outputDigests';
import { recover } from '../../../src/core/run/recover';
import { openJsonLinesRunStore } from '../../../src/core/track/jsonLinesRunStore';
import { recordExecution } from '../../../src/core/track/recorder';
import { Driver } from './driver/startDriver';
import { summary, type Tasks, TestProject } from './testProject';
import { until } from './until';

let driver: Driver;
let project: TestProject;
beforeAll(() => {
  driver = new Driver();
});
afterAll(() => {
  driver.dispose();
});
beforeEach(() => {
  project = new TestProject();
});
afterEach(() => {
  project.dispose();
});

const attemptsOf = (events: readonly RunEvent[]) =>
  events.flatMap((event) => (event.type === 'task-started' ? [event.attemptId] : []));

/** Recovers; answers the events of the execution that was open. */
async function recovered(of = project): Promise<readonly RunEvent[]> {
  const events = await recover(of.paths);
  if (!events.ok) throw new Error(events.error.message);
  return events.value;
}

const isRunning = (attemptId: string) => livingProcesses({ attemptId }).length > 0;

describe('after a kill -9 of the writer', () => {
  it('no process that it started survives, not even one in a session of its own', async () => {
    const tasks: Tasks = {
      step: { run: `setsid sleep 1000 & (setsid sh -c 'sleep 1000; true' &); ${project.waiting('step')}` },
    };
    const { child, events, exited } = driver.start(project, tasks);
    await project.started('step');
    await until(() => attemptsOf(events()).length > 0);
    const [attempt = ''] = attemptsOf(events());
    expect(isRunning(attempt)).toBe(true);
    child.kill('SIGKILL');
    await exited;
    await until(() => !isRunning(attempt));
  });

  it('the next run puts the old outputs back, keeps the partial ones aside and runs the step again', async () => {
    project.write('out.txt', 'old');
    const step = {
      run: `echo half > out.txt; ${project.waiting('step', 'echo whole > out.txt')}`,
      outputs: ['out.txt'],
    };
    const { child, exited } = driver.start(project, { step });
    await project.started('step');
    child.kill('SIGKILL');
    await exited;
    expect(project.read('out.txt')).toBe('half\n');
    const events = await recovered();
    expect(summary(events)).toEqual(['step failed: interrupted', 'failed: interrupted']);
    const partial = `.fairlead/pipelines/fairlead/work/${attemptsOf(events)[0] ?? ''}/partial/out.txt`;
    expect([project.read('out.txt'), project.read(partial)]).toEqual(['old', 'half\n']);
    expect(await recover(project.paths)).toEqual({ ok: true, value: [] });
    const plan = await project.plan({ step });
    expect(plan.plan.tasks[0]?.verdict).toMatchObject({
      kind: 'stale',
      reasons: [{ kind: 'interrupted' }, { kind: 'never-ran' }],
    });
    await Promise.all([project.run({ step }), project.release('step')]);
    expect(project.read('out.txt')).toBe('whole\n');
    expect(summary(await project.run({ step }))).toEqual(['step fresh', 'succeeded']);
  });

  it('the lock file gets what had succeeded although it was not written yet', async () => {
    const tasks: Tasks = {
      first: { run: 'echo 1 > first.txt', outputs: ['first.txt'] },
      second: { run: project.waiting('second', 'echo 2 > second.txt'), inputs: ['first.txt'], outputs: ['second.txt'] },
    };
    const { child, exited } = driver.start(project, tasks);
    await project.started('second');
    child.kill('SIGKILL');
    await exited;
    await recover(project.paths);
    expect([...(await project.lock()).keys()]).toEqual(['first']);
  });

  it('another writer that waits gets the lock', async () => {
    const step = { run: project.waiting('step', 'touch out.txt'), outputs: ['out.txt'] };
    const first = driver.start(project, { step });
    await project.started('step');
    const second = driver.start(project, { step });
    first.child.kill('SIGKILL');
    await first.exited;
    // By then the dead one's step is gone, and the pipe has one reader.
    await until(() => second.events().some(({ type }) => type === 'task-started'));
    await project.release('step');
    await second.exited;
    expect(second.complaint()).toMatch(/^\d+$/);
    expect(summary(second.events())).toEqual(['step succeeded', 'succeeded']);
  });
});

describe('recovery', () => {
  const step = { run: 'echo new > out.txt', outputs: ['out.txt'] };

  /** As if the writer had died after the `last` event of its journal, the old output still being set aside. */
  async function diedAfter(last: RunEvent['type']): Promise<void> {
    project.write('out.txt', 'old');
    const events = await project.run({ step });
    const end = events.findIndex(({ type }) => type === last) + 1;
    project.write(
      relativeJournal,
      events
        .slice(0, end)
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
    );
    const folder = `.fairlead/pipelines/fairlead/work/${attemptsOf(events)[0] ?? ''}`;
    project.write(`${folder}/outputs.json`, '[{"path":"out.txt","persist":false,"existed":true}]');
    project.write(`${folder}/old/0`, 'old');
    rmSync(project.paths.lockFile);
    rmSync(project.path('.fairlead/cache/tasks'), { recursive: true, force: true });
  }
  const relativeJournal = '.fairlead/pipelines/fairlead/journal.jsonl';

  it('finishes what was being published', async () => {
    await diedAfter('task-publishing');
    expect(summary(await recovered())).toEqual(['step succeeded', 'succeeded']);
    expect([project.read('out.txt'), attemptNames(project.paths.workDir)]).toEqual(['new\n', []]);
    const locked = (await project.lock()).get('step');
    expect(locked && project.store.taskOutputs(locked.fingerprint)).toEqual(locked && outputDigests(locked));
    expect(summary(await project.run({ step }))).toEqual(['step fresh', 'succeeded']);
  });

  it('undoes what was not', async () => {
    await diedAfter('task-started');
    expect(summary(await recovered())).toEqual(['step failed: interrupted', 'failed: interrupted']);
    expect([project.read('out.txt'), (await project.lock()).size]).toEqual(['old', 0]);
    expect(await recovered()).toEqual([]);
  });

  it('puts back even what the journal has lost', async () => {
    await diedAfter('task-started');
    rmSync(project.paths.journal);
    expect(await recovered()).toEqual([]);
    expect(project.read('out.txt')).toBe('old');
  });

  it('removes what the dead writer was making, and nothing of a living one', async () => {
    await diedAfter('task-started');
    // No process has this number: it is higher than any system gives.
    const left = (pid: number) => `${String(pid)}-0123456789ab.tmp`;
    const places = [
      'fairlead.lock.',
      '.fairlead/tmp/',
      '.fairlead/stat-cache.',
      '.fairlead/pipelines/fairlead/lock.json.',
    ];
    for (const place of places) for (const pid of [2 ** 30, process.pid]) project.write(place + left(pid), 'half');
    project.write(`mine.${left(2 ** 30)}`, 'not ours');
    await recovered();
    expect(places.map((place) => project.read(place + left(2 ** 30)))).toEqual(places.map(() => undefined));
    expect(places.map((place) => project.read(place + left(process.pid)))).toEqual(places.map(() => 'half'));
    expect(project.read(`mine.${left(2 ** 30)}`)).toBe('not ours');
  });

  it('closes an execution whose events nobody heard to the end', async () => {
    for await (const event of execute(await project.plan({ step }), project.options(), new AbortController().signal)) {
      if (event.type === 'task-ended') break;
    }
    expect(summary(await recovered())).toEqual(['step succeeded', 'succeeded']);
    expect([...(await project.lock()).keys()]).toEqual(['step']);
  });
});

describe('a writer that dies before any of its changes of the disk', () => {
  const tasks: Tasks = {
    upper: {
      run: 'printf half > upper.txt; tr a-z A-Z < in.txt > upper.txt',
      inputs: ['in.txt'],
      outputs: ['upper.txt'],
    },
    copies: {
      run: 'mkdir copies; cp upper.txt copies/1; cp upper.txt copies/2; echo "{\\"size\\": 1}" > m.json',
      inputs: ['upper.txt'],
      outputs: ['copies', { path: 'm.json', metrics: true }],
    },
  };
  /** Old outputs made from `old`, then an input `new`: killed halfway, each output has to be of the one or the other. */
  async function killedAt(change: number, project: TestProject): Promise<boolean> {
    project.write('in.txt', 'old');
    await project.run(tasks);
    project.write('in.txt', 'new');
    const { child, exited } = driver.start(project, tasks, { KILL_AT: String(change) });
    await exited;
    return child.signalCode === 'SIGKILL';
  }

  async function checkRecovered(project: TestProject): Promise<void> {
    const contents = () => ['upper.txt', 'copies/1', 'copies/2'].map((file) => project.read(file));
    const events = await recovered(project);
    for (const { task, verdict } of (await project.plan(tasks)).plan.tasks) {
      if (verdict.kind !== 'fresh') continue;
      // Whatever is taken as fresh is whole, and made from what is there now.
      expect(project.read('upper.txt')).toBe('NEW');
      if (task.id === 'copies') expect(contents()).toEqual(['NEW', 'NEW', 'NEW']);
    }
    const [, one, two] = contents();
    expect([one, two]).toEqual(one === 'OLD' ? ['OLD', 'OLD'] : ['NEW', 'NEW']);
    await project.run(tasks);
    expect(contents()).toEqual(['NEW', 'NEW', 'NEW']);
    expect([...(await project.lock()).keys()].sort()).toEqual(['copies', 'upper']);
    expect(summary(await project.run(tasks))).toEqual(['upper fresh', 'copies fresh', 'succeeded']);
    checkRecords(project, events);
  }

  /** The dead writer's runs, once recovery is recorded: one per task that started, one for the whole, none left open. */
  function checkRecords({ paths }: TestProject, recovered: readonly RunEvent[]): void {
    const store = openJsonLinesRunStore(paths.runsFile);
    for (const run of recordExecution(recovered, {})) store.write(run);
    const runs = store.list();
    store.close();
    const tasksStarted = new Set(recovered.flatMap((event) => (event.type === 'task-started' ? [event.task] : [])));
    const expected = [...tasksStarted].sort();
    if (expected.length > 0) {
      expect(runs.flatMap(({ tags }) => tags['fairlead.task'] ?? []).sort()).toEqual(expected);
      expect(runs.filter(({ parent_run_id }) => parent_run_id === undefined)).toHaveLength(1);
    }
    expect(runs.filter(({ status }) => status === 'RUNNING')).toEqual([]);
  }

  it('leaves old or new outputs, and the next run ends as if nothing had been', { timeout: 300_000 }, async () => {
    // All changes take a minute; FAIRLEAD_EVERY_CHANGE=1 asks for it. Two lanes, until a change is never reached.
    const stride = process.env.FAIRLEAD_EVERY_CHANGE === '1' ? 1 : 5;
    const lane = async (first: number): Promise<number> => {
      for (let change = first; ; change += 2 * stride) {
        const each = new TestProject();
        try {
          if (!(await killedAt(change, each))) return change;
          await checkRecovered(each);
        } catch (error) {
          throw new Error(`killed before change ${String(change)}`, { cause: error });
        } finally {
          each.dispose();
        }
      }
    };
    const reached = await Promise.all([lane(1), lane(1 + stride)]);
    // Fewer would mean that the driver no longer counts what changes the disk.
    expect(Math.max(...reached)).toBeGreaterThan(50);
  });
});
