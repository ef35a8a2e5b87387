import { expect, test } from 'vitest';
import type { SemanticTokens } from 'vscode-languageserver/node';
import { semanticTokens } from '../../../server/features/semanticTokens';
import { withRig, type Rig } from '../rig';

const spec = `
fairlead: 1
params: { train: { rate: 1 } }
datasets: { flights: { path: flights.csv } }
steps:
  prepare:
    run: prepare \${{ datasets.flights.path }} "\${{ inputs.raw }}"
    inputs: { raw: raw.csv }
    outputs: { table: build/train.csv }
  train:
    matrix: { depth: [1] }
    run: |
      train \${{ params.train.rate }} \${{ params["train"] }} \\
        \${{ matrix.depth }} \${{ steps.prepare.outputs.table }}
    needs: [prepare]
    params: [train.rate]
    executor: local
    timeout: 10m
gates: { good: [{ metric: auc, min: 0.5 }] }
models: { m: { from: prepare.table, gates: [good] } }
`;

/** The tokens as `text type`, line by line. */
async function tokens(rig: Rig, method: string, more: object = {}): Promise<readonly string[]> {
  const textDocument = { uri: rig.uri('fairlead.yaml') };
  const { data } = await rig.client.sendRequest<SemanticTokens>(`textDocument/${method}`, { textDocument, ...more });
  const lines = (rig.fixture.files.get('fairlead.yaml') ?? '').split('\n');
  const names = semanticTokens.capability.semanticTokensProvider?.legend.tokenTypes ?? [];
  const found: string[] = [];
  let [line, character] = [0, 0];
  for (let at = 0; at < data.length; at += 5) {
    const [down = 0, right = 0, length = 0, type = 0] = data.slice(at, at + 4);
    line += down;
    character = down === 0 ? character + right : right;
    found.push(`${line}: ${(lines[line] ?? '').slice(character, character + length)} ${names[type] ?? ''}`);
  }
  return found;
}

const all = [
  '5: flights struct',
  '5: raw property',
  '11: train parameter',
  '11: rate parameter',
  '11: "train" parameter',
  '12: depth parameter',
  '12: prepare function',
  '12: table property',
  '13: prepare function',
  '14: train parameter',
  '14: rate parameter',
  '15: local enumMember',
  '18: prepare function',
  '18: table property',
  '18: good enumMember',
];

test('names where they are used, by their kind', async () => {
  await withRig(spec, async (rig) => {
    expect(await tokens(rig, 'semanticTokens/full')).toEqual(all);
  });
});

test('the tokens of a range are those of its lines', async () => {
  await withRig(spec, async (rig) => {
    const range = { start: { line: 11, character: 0 }, end: { line: 13, character: 2 } };
    expect(await tokens(rig, 'semanticTokens/range', { range })).toEqual(all.filter((one) => /^1[123]:/.test(one)));
  });
});

test('a half-typed text has the tokens of what can be read', async () => {
  await withRig('\nsteps:\n  a: { run: "${{ params.\n  b: { run: x, needs: [a] }\n', async (rig) => {
    expect(await tokens(rig, 'semanticTokens/full')).toEqual(['2: a function']);
  });
});
