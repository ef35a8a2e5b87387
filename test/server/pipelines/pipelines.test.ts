import { expect, test } from 'vitest';
import type { FromPlanWorker, ToPlanWorker } from '../../../server/pipelines/messages';
import { Pipelines } from '../../../server/pipelines/pipelines';
import type { PipelineView } from '../../../src/protocol/pipelines';

const view: PipelineView = {
  uri: 'file:///w/fairlead.yaml',
  specPath: '/w/fairlead.yaml',
  name: 'p',
  errors: 0,
  steps: [
    {
      name: 'a',
      state: 'stale',
      tasks: [],
      needs: [],
      place: { uri: 'file:///w/fairlead.yaml', line: 0, character: 0 },
    },
  ],
};

/** Pipelines whose worker is played by the test: `posted` is what it was told, `says` what it answers. */
function played() {
  const workers: { posted: ToPlanWorker[]; says: (message: FromPlanWorker) => void; ends: (why: string) => void }[] =
    [];
  const changes: unknown[] = [];
  const errors: string[] = [];
  const pipelines = new Pipelines({
    startWorker: (says, ends) => {
      const posted: ToPlanWorker[] = [];
      workers.push({ posted, says, ends });
      return { post: (message) => void posted.push(message), dispose: () => undefined };
    },
    log: { warn: () => undefined, error: (line) => void errors.push(line) },
    changed: (change) => void changes.push(change),
    watch: () => undefined,
  });
  return { pipelines, workers, changes, errors };
}

test('nothing starts before someone asks; the answer waits for the first plans', async () => {
  const { pipelines, workers, changes } = played();
  pipelines.search(['/w'], []);
  expect(workers).toHaveLength(0);
  const all = pipelines.all();
  expect(workers[0]?.posted).toEqual([{ type: 'search', folders: ['/w'], exclude: [] }]);
  workers[0]?.says({ type: 'views', changed: [view], removed: [] });
  workers[0]?.says({ type: 'searched' });
  expect(await all).toEqual([view]);
  expect(changes).toEqual([{ changed: [view], removed: [] }]);
  expect(pipelines.step('file:///w/fairlead.yaml', 'a')?.state).toBe('stale');
});

test('another search is answered with what it brought', async () => {
  const { pipelines, workers } = played();
  pipelines.search(['/w'], []);
  const first = pipelines.all();
  workers[0]?.says({ type: 'searched' });
  expect(await first).toEqual([]);
  const again = pipelines.searchAgain();
  expect(workers[0]?.posted.map(({ type }) => type)).toEqual(['search', 'search']);
  workers[0]?.says({ type: 'views', changed: [view], removed: [] });
  workers[0]?.says({ type: 'searched' });
  expect(await again).toEqual([view]);
});

test('other folders are searched anew, the same ones are not', () => {
  const { pipelines, workers } = played();
  pipelines.start();
  pipelines.search(['/w'], ['**/x']);
  pipelines.search(['/w'], ['**/x']);
  expect(workers[0]?.posted.map((message) => message.type === 'search' && message.folders)).toEqual([[], ['/w']]);
});

test('a refresh is answered by its own plan; a URI that is no file has no pipeline', async () => {
  const { pipelines, workers } = played();
  const [first, second] = [pipelines.refresh('file:///w/a.fairlead.yaml'), pipelines.refresh(view.uri)];
  workers[0]?.says({ type: 'refreshed', id: 2, view });
  workers[0]?.says({ type: 'refreshed', id: 1, view: undefined });
  expect(await Promise.all([first, second, pipelines.refresh('untitled:x')])).toEqual([undefined, view, undefined]);
});

test('when the worker dies whoever waits is answered, and the next question starts another, a few times', async () => {
  const { pipelines, workers, errors } = played();
  for (let start = 1; start <= 4; start++) {
    const waiting = [pipelines.all(), pipelines.refresh(view.uri)] as const;
    expect(workers).toHaveLength(start);
    workers.at(-1)?.ends('out of memory');
    expect(await Promise.all(waiting)).toEqual([[], undefined]);
  }
  expect(await pipelines.all()).toEqual([]);
  expect(workers).toHaveLength(4);
  expect(errors[0]).toBe(
    'The process that plans pipelines ended: out of memory. It is started again when it is needed.',
  );
  expect(errors[3]).toContain('Reload the window');
});
