import { expect, test } from 'vitest';
import type { InlayHint } from 'vscode-languageserver/node';
import type { StepView, TaskView } from '../../../src/protocol/pipelines';
import { withRig, type Rig, type RigOptions } from '../rig';

const spec = `
fairlead: 1
params: params.yaml
steps:
  train:
    matrix: { depth: [1, 2] }
    run: train --rate \${{ params.train.rate }} --depth \${{ matrix.depth }} --name \${{ params.name }}
  other:
    run: other \${{ params.gone }} \${{ params.train }}
#- params.yaml
name: an old model with a name of many words
train: { rate: 0.1 }
`;

/** The lines with their hints written in as `⟨hint⟩`. */
async function shown(rig: Rig, from = 0, to = 100): Promise<readonly string[]> {
  const hints = await rig.client.sendRequest<InlayHint[]>('textDocument/inlayHint', {
    textDocument: { uri: rig.uri('fairlead.yaml') },
    range: { start: { line: from, character: 0 }, end: { line: to, character: 0 } },
  });
  const lines = (rig.fixture.files.get('fairlead.yaml') ?? '').split('\n');
  for (const { position, label } of [...hints].sort((a, b) => b.position.character - a.position.character)) {
    const line = lines[position.line] ?? '';
    lines[position.line] = `${line.slice(0, position.character)}⟨${label as string}⟩${line.slice(position.character)}`;
  }
  return lines.filter((line) => line.includes('⟨')).map((line) => line.trim());
}

test('the value of what is known offline, as long as it is short', async () => {
  await withRig(spec, async (rig) => {
    expect(await shown(rig)).toEqual([
      'run: train --rate ${{ params.train.rate ⟨= 0.1⟩}} --depth ${{ matrix.depth }} --name ${{ params.name }}',
      'run: other ${{ params.gone }} ${{ params.train ⟨= {"rate":0.1}⟩}}',
    ]);
    expect(await shown(rig, 0, 4)).toEqual([]);
  });
});

test('a value of a params file that is being edited', async () => {
  await withRig(spec, async (rig) => {
    await rig.open('params.yaml', 'train: { rate: 0.5 }\n');
    expect((await shown(rig))[0]).toContain('⟨= 0.5⟩');
  });
});

const task = (state: TaskView['state'], ...reasons: string[]): TaskView => ({
  id: 'x',
  matrixKey: '',
  state,
  reasons,
  metrics: {},
});

function planned(steps: readonly Pick<StepView, 'name' | 'state' | 'tasks'>[], settings = {}): RigOptions {
  return {
    settings,
    capabilities: { workspace: { configuration: true } },
    startPlanWorker: (onMessage) => ({
      post(message) {
        if (message.type !== 'search') return;
        const uri = `file://${message.folders[0] ?? ''}/fairlead.yaml`;
        const place = { uri, line: 0, character: 0 };
        const views = steps.map((step): StepView => ({ ...step, place, needs: [] }));
        onMessage({
          type: 'views',
          changed: [{ uri, specPath: '', name: 'x', steps: views, errors: 0 }],
          removed: [],
        });
      },
      dispose: () => undefined,
    }),
  };
}

const states: readonly Pick<StepView, 'name' | 'state' | 'tasks'>[] = [
  { name: 'train', state: 'stale', tasks: [task('fresh'), task('stale', 'never ran')] },
  { name: 'other', state: 'stale', tasks: [task('stale', 'param rate 1 → 2')] },
];

test('the state of a step, with its reason where there is one', async () => {
  await withRig(
    spec,
    async (rig) => {
      expect((await shown(rig)).filter((line) => !line.startsWith('run:'))).toEqual([
        'train:⟨has to run: 1 of 2 up to date⟩',
        'other:⟨has to run: param rate 1 → 2⟩',
      ]);
    },
    planned(states),
  );
});

test('each kind can be switched off', async () => {
  const without = async (settings: object, expected: readonly string[]) =>
    withRig(
      spec,
      async (rig) => {
        await rig.configured();
        expect((await shown(rig)).map((line) => line.slice(0, 4))).toEqual(expected);
      },
      planned(states, settings),
    );
  await without({ 'fairlead.inlayHints.values': false }, ['trai', 'othe']);
  await without({ 'fairlead.inlayHints.steps': false }, ['run:', 'run:']);
});
