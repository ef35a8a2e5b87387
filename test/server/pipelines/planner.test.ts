import { afterEach, expect, test } from 'vitest';
import type { FromPlanWorker } from '../../../server/pipelines/messages';
import { Planner, type Planned } from '../../../server/pipelines/planner';
import type { RunEvent } from '../../../src/core/run/events';
import { ended, executionEnded, executionStarted, started } from './events';
import { fresh, pipeline, plan, planned, stale, step } from './plans';

type PlanAnswer = Planned | undefined | Promise<never>;

/** A planner over a disk that the test plays: it says which specs exist, and each plan waits to be answered. */
class PlayedDisk {
  /** Whether the process of an execution lives. */
  alive = true;
  readonly specs = new Set<string>();
  readonly posted: FromPlanWorker[] = [];
  /** Specs whose plan is being made, oldest first. */
  readonly planning: { specPath: string; answer: (result: PlanAnswer) => void }[] = [];
  readonly #listeners = new Map<string, (event: RunEvent) => void>();
  readonly #waiting: (() => void)[] = [];
  readonly planner = new Planner({
    findSpecs: () => Promise.resolve([...this.specs]),
    plan: (specPath) =>
      new Promise((answer) => {
        this.planning.push({ specPath, answer });
        this.#wake();
      }),
    follow: (specPath, listener) => {
      this.#listeners.set(specPath, listener);
      return { dispose: () => this.#listeners.delete(specPath) };
    },
    isExecuting: () => this.alive,
    post: (message) => {
      this.posted.push(message);
      this.#wake();
    },
  });

  event(specPath: string, event: RunEvent): void {
    this.#listeners.get(specPath)?.(event);
  }

  /** Waits until `condition` holds; looks again whenever the planner does something. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  /** Answers the next plan. */
  async answer(result: PlanAnswer): Promise<string> {
    await this.until(() => this.planning.length > 0);
    const next = this.planning.shift();
    next?.answer(result);
    return next?.specPath ?? '';
  }

  /** The state of step `a` as last sent for a spec. */
  stateOf(specPath: string): string | undefined {
    const views = this.posted.flatMap((message) => (message.type === 'views' ? message.changed : []));
    return views.findLast((view) => view.specPath === specPath)?.steps[0]?.state;
  }

  #wake(): void {
    for (const wake of this.#waiting.splice(0)) wake();
  }
}

const isFresh: Planned = {
  pipeline: pipeline(step('a', { inputs: ['in/x.csv'] })),
  plan: plan(planned('a', fresh)),
  errors: 0,
};
const isStale: Planned = { ...isFresh, plan: plan(planned('a', stale)) };
const spec = '/w/fairlead.yaml';

let disk: PlayedDisk;
afterEach(() => disk.planner.dispose());

/** A planner that has found and planned one spec. */
async function openDisk(first: Planned = isFresh): Promise<PlayedDisk> {
  disk = new PlayedDisk();
  disk.specs.add(spec);
  disk.planner.receive({ type: 'search', folders: ['/w'], exclude: [] });
  await disk.answer(first);
  await disk.until(() => disk.posted.some(({ type }) => type === 'searched'));
  return disk;
}

test('a search plans each spec, sends its view and what to watch, then says it is done', async () => {
  const { posted } = await openDisk();
  expect(posted.map(({ type }) => type)).toEqual(['views', 'watch', 'searched']);
  expect(disk.stateOf(spec)).toBe('fresh');
});

test('a changed file plans the specs above it again; state of Fairlead itself does not', async () => {
  await openDisk();
  disk.planner.receive({ type: 'changed', paths: ['/w/.fairlead/runs.jsonl', '/other/x.csv'] });
  disk.planner.receive({ type: 'changed', paths: ['/w/in/x.csv'] });
  await disk.answer(isStale);
  await disk.until(() => disk.stateOf(spec) === 'stale');
  expect(disk.planning).toEqual([]);
});

test('many changes while a plan is made become one more plan', async () => {
  await openDisk();
  const change = () => disk.planner.receive({ type: 'changed', paths: ['/w/in/x.csv'] });
  change();
  await disk.until(() => disk.planning.length === 1);
  change();
  change();
  change();
  await disk.answer(isFresh);
  await disk.answer(isStale);
  await disk.until(() => disk.stateOf(spec) === 'stale');
  expect(disk.planning).toEqual([]);
});

test('while steps run their events show at once, files do not replan, and the end does', async () => {
  await openDisk(isStale);
  disk.event(spec, executionStarted(['a']));
  disk.event(spec, started('a'));
  await disk.until(() => disk.stateOf(spec) === 'running');
  disk.planner.receive({ type: 'changed', paths: ['/w/in/x.csv'] });
  disk.event(spec, ended('a', 'succeeded'));
  await disk.until(() => disk.stateOf(spec) === 'fresh');
  expect(disk.planning).toEqual([]);
  disk.event(spec, executionEnded());
  await disk.answer(isFresh);
  disk.planner.receive({ type: 'refresh', id: 1, specPath: spec });
  await disk.answer(isStale);
  await disk.until(() => disk.stateOf(spec) === 'stale');
});

test('an execution whose process was killed is over', async () => {
  await openDisk(isStale);
  disk.event(spec, executionStarted(['a']));
  disk.event(spec, started('a'));
  disk.planner.closeDeadExecutions();
  await disk.until(() => disk.stateOf(spec) === 'running');
  disk.alive = false;
  disk.planner.closeDeadExecutions();
  await disk.answer(isStale);
  await disk.until(() => disk.stateOf(spec) === 'stale');
});

test('a refresh is answered with the new view, one of a spec that is gone with none', async () => {
  await openDisk();
  disk.planner.receive({ type: 'refresh', id: 7, specPath: spec });
  await disk.answer(isStale);
  disk.planner.receive({ type: 'refresh', id: 8, specPath: '/w/gone.fairlead.yaml' });
  await disk.answer(undefined);
  await disk.until(() => disk.posted.some((message) => message.type === 'refreshed' && message.id === 8));
  expect(disk.posted.filter(({ type }) => type === 'refreshed')).toMatchObject([
    { id: 7, view: { steps: [{ state: 'stale' }] } },
    { id: 8, view: undefined },
  ]);
});

test('specs that come and go are found and taken back', async () => {
  await openDisk();
  disk.specs.delete(spec);
  disk.specs.add('/w/new/fairlead.yaml');
  disk.planner.receive({ type: 'changed', paths: ['/w/new/fairlead.yaml'] });
  await disk.answer(isFresh);
  await disk.until(() => disk.stateOf('/w/new/fairlead.yaml') === 'fresh');
  expect(disk.posted).toContainEqual({ type: 'views', changed: [], removed: ['file:///w/fairlead.yaml'] });
});

test('a fault in planning is logged and shown on its spec, and the search still ends', async () => {
  disk = new PlayedDisk();
  disk.specs.add(spec);
  disk.planner.receive({ type: 'search', folders: ['/w'], exclude: [] });
  await disk.answer(Promise.reject(new Error('boom')));
  await disk.until(() => disk.posted.some(({ type }) => type === 'searched'));
  expect(disk.posted).toContainEqual({ type: 'fault', message: expect.stringContaining('boom') as string });
  expect(disk.posted.find(({ type }) => type === 'views')).toMatchObject({
    changed: [{ problem: expect.stringContaining('boom') as string }],
  });
});

test('an unchanged view is not sent again', async () => {
  await openDisk();
  const viewsSent = () => disk.posted.filter(({ type }) => type === 'views').length;
  const before = viewsSent();
  disk.planner.receive({ type: 'refresh', id: 1, specPath: spec });
  await disk.answer(isFresh);
  disk.planner.receive({ type: 'search', folders: [], exclude: [] });
  await disk.until(() => disk.posted.filter(({ type }) => type === 'searched').length === 2);
  expect(viewsSent()).toBe(before);
});

test('a spec that another one includes is shown as a part of that one alone, as long as it is included', async () => {
  const part = '/w/a/train.fairlead.yaml';
  const including: Planned = {
    ...isFresh,
    pipeline: { ...pipeline(step('a')), files: ['fairlead.yaml', 'a/train.fairlead.yaml'] },
  };
  disk = new PlayedDisk();
  disk.specs.add(part).add(spec);
  disk.planner.receive({ type: 'search', folders: ['/w'], exclude: [] });
  await disk.answer(including);
  await disk.answer(isFresh);
  await disk.until(() => disk.posted.some(({ type }) => type === 'searched'));
  expect([disk.stateOf(spec), disk.stateOf(part)]).toEqual(['fresh', undefined]);
  disk.planner.receive({ type: 'changed', paths: [spec] });
  await disk.answer(isFresh);
  await disk.until(() => disk.stateOf(part) === 'fresh');
  disk.planner.receive({ type: 'changed', paths: [spec] });
  await disk.answer(including);
  const removed = () => disk.posted.flatMap((message) => (message.type === 'views' ? message.removed : []));
  await disk.until(() => removed().length > 0);
  expect(removed()).toEqual(['file:///w/a/train.fairlead.yaml']);
});
