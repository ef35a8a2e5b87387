import { expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver/node';
import { atCursor, withRig } from '../rig';

/** From `‸` one gets to the `⟦marked⟧` place, or to the start of `file` when one is given. */
async function checkGoto(source: string, file?: string): Promise<void> {
  await withRig(source, async (rig) => {
    const found = await atCursor<Location[] | null>(rig, 'textDocument/definition');
    const target = rig.fixture.ranges[0];
    const start = { line: 0, character: 0 };
    const expected = target ?? { file: file ?? '', range: { start, end: start } };
    expect(found).toEqual([{ uri: rig.uri(expected.file), range: expected.range }]);
  });
}

/** Nothing is found. */
async function checkNowhere(source: string): Promise<void> {
  await withRig(source, async (rig) => {
    expect((await atCursor<Location[] | null>(rig, 'textDocument/definition')) ?? []).toEqual([]);
  });
}

const steps = (needs: string) => `
fairlead: 1
params: { rate: 0.1 }
steps:
  prepare:
    run: python prepare.py
    outputs: { table: build/train.csv }
  train:
    run: python train.py
    ${needs}
`;

test('needs leads to the step', async () => {
  await checkGoto(steps('needs: [pre‸pare]').replace('  prepare:', '  ⟦prepare⟧:'));
});

test('a param in an expression leads to its place in the params file', async () => {
  await checkGoto(`
fairlead: 1
params: params.yaml
steps:
  train:
    run: python train.py \${{ params.train.ra‸te }}
#- params.yaml
train:
  ⟦rate⟧: 0.1
`);
});

test('an output of another step leads to where it is named', async () => {
  await checkGoto(steps('inputs: ["${{ steps.prepare.outputs.ta‸ble }}"]').replace('{ table', '{ ⟦table⟧'));
});

test('an input that a step makes leads to that step', async () => {
  await withRig(steps('inputs: [build/tr‸ain.csv]'), async (rig) => {
    const found = await atCursor<Location[]>(rig, 'textDocument/definition');
    expect(found.map(({ range }) => range.start)).toEqual([{ line: 3, character: 2 }]);
  });
});

test('an input on the disk leads to the file', async () => {
  await checkGoto(`${steps('inputs: [train‸.py]')}#- train.py\nprint()\n`, 'train.py');
});

test('the params file and an include lead to the files', async () => {
  await checkGoto('\nfairlead: 1\nparams: par‸ams.yaml\n#- params.yaml\nrate: 1\n', 'params.yaml');
  await checkGoto('\nfairlead: 1\ninclude: [mo‸re.yaml]\n#- more.yaml\nsteps: {}\n', 'more.yaml');
});

test('what is missing or computed leads nowhere', async () => {
  await checkNowhere(steps('inputs: [mis‸sing.csv]'));
  await checkNowhere(steps('needs: [nob‸ody]'));
  await checkNowhere(steps('description: just te‸xt'));
});
