import { expect, test } from 'vitest';
import type { Hover, MarkupContent } from 'vscode-languageserver/node';
import { stepText } from '../../../server/hover/stepText';
import type { FromPlanWorker } from '../../../server/pipelines/messages';
import { toPipelineView } from '../../../server/pipelines/toPipelineView';
import { ExecutionState } from '../../../server/pipelines/executionState';
import { fresh, pipeline, plan, planned, stale, step } from '../pipelines/plans';
import { atCursor, withRig, type RigOptions } from '../rig';

/** Over `‸` a text shows that holds all of `parts`, for the `⟦marked⟧` range when there is one. */
async function checkHover(source: string, parts: readonly string[], options?: RigOptions): Promise<void> {
  await withRig(
    source,
    async (rig) => {
      const hover = await atCursor<Hover | null>(rig, 'textDocument/hover');
      // This server always answers with Markdown.
      const { value } = (hover?.contents ?? { value: '' }) as MarkupContent;
      for (const part of parts) expect(value).toContain(part);
      if (rig.fixture.ranges[0] !== undefined) expect(hover?.range).toEqual(rig.fixture.ranges[0].range);
    },
    options,
  );
}

test('a key is explained by the grammar', async () => {
  await checkHover('\nsteps:\n  train:\n    ⟦out‸puts⟧: [a]\n', ['the step makes', '*paths*', '```yaml']);
  await checkHover('\n⟦st‸eps⟧:\n  train:\n    run: x\n', ['How the model is made']);
});

test('a value is explained by its key', async () => {
  await checkHover('\nsteps:\n  train:\n    run: x\n    timeout: ‸10m\n', ['ended after this time', 'duration']);
});

test('a param shows its value, where it is used and where it is defined', async () => {
  await checkHover('\nparams: { train: { rate: 0.1 } }\nsteps:\n  train:\n    run: x\n    params: [train.⟦ra‸te⟧]\n', [
    '**train.rate** · param',
    '0.1',
  ]);
  await checkHover('\nparams:\n  train:\n    ra‸te: 0.1\n', ['**train.rate** · param', '0.1']);
});

test('a name in an expression shows what it stands for now', async () => {
  const source =
    '\nparams: params.yaml\nsteps:\n  train:\n    run: x ${{ params.train.⟦ra‸te⟧ }}\n#- params.yaml\ntrain: { rate: 0.1 }\n';
  await checkHover(source, ['rate', '0.1']);
});

test('a dataset shows its files', async () => {
  await checkHover('\ndatasets:\n  ⟦fli‸ghts⟧: { path: data/flights.csv }\n', [
    '**flights** · dataset',
    'data/flights.csv',
  ]);
});

test('a step shows what it is for and, once planned, why it has to run', async () => {
  const source = '\nsteps:\n  ⟦tr‸ain⟧:\n    description: Trains it.\n    phase: train\n    run: x\n';
  await checkHover(source, ['**train** · train', 'Trains it.']);

  let say: ((message: FromPlanWorker) => void) | undefined;
  const startPlanWorker: RigOptions['startPlanWorker'] = (onMessage) => {
    say = onMessage;
    return { post: () => undefined, dispose: () => undefined };
  };
  await withRig(
    source,
    async (rig) => {
      const facts = {
        pipeline: pipeline(step('train')),
        plan: plan(planned('train', stale)),
        errors: 0,
        planOutdated: false,
      };
      const view = toPipelineView({
        specPath: `${rig.root}/fairlead.yaml`,
        executions: new ExecutionState(),
        ...facts,
      });
      say?.({ type: 'views', changed: [view], removed: [] });
      const hover = await atCursor<Hover>(rig, 'textDocument/hover');
      expect((hover.contents as MarkupContent).value).toContain('*has to run*\n- param rate 0.1 → 0.01');
    },
    { startPlanWorker },
  );
});

test('the tasks of a matrix are summed up', () => {
  const tasks = Array.from({ length: 12 }, (_, index) => planned(`t[rate=${index}]`, index < 2 ? fresh : stale));
  const facts = { pipeline: pipeline(step('t')), plan: plan(...tasks), errors: 0, planOutdated: false };
  const view = toPipelineView({ specPath: '/w/fairlead.yaml', executions: new ExecutionState(), ...facts }).steps[0];
  expect(stepText('t', undefined, view).split('\n')).toEqual([
    '**t**',
    '',
    '*has to run*: 2 of 12 tasks up to date',
    ...[2, 3, 4, 5, 6, 7, 8, 9].map((rate) => `- \`rate=${rate}\` param rate 0.1 → 0.01`),
    '- … and 2 more',
  ]);
});

test('blank places and comments say nothing', async () => {
  await withRig('\nfairlead: 1\n# com‸ment\n', async (rig) => {
    expect(await atCursor(rig, 'textDocument/hover')).toBeNull();
  });
});
