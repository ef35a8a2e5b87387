import { expect, test } from 'vitest';
import type { Range, SelectionRange } from 'vscode-languageserver/node';
import { withRig } from '../rig';

/** Growing at `‸` selects these texts, one after the other; `…` stands for what lies between their first and last words. */
async function checkGrows(source: string, expected: readonly string[]): Promise<void> {
  await withRig(source, async (rig) => {
    const [cursor] = rig.fixture.cursors;
    const text = rig.fixture.files.get('fairlead.yaml') ?? '';
    const [found] = await rig.client.sendRequest<SelectionRange[]>('textDocument/selectionRange', {
      textDocument: { uri: rig.uri('fairlead.yaml') },
      positions: [cursor?.position],
    });
    const texts: string[] = [];
    for (let at = found; at !== undefined; at = at.parent) texts.push(short(textOf(text, at.range)));
    expect(texts).toEqual([...expected, short(text)]);
  });
}

function textOf(text: string, { start, end }: Range): string {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1)?.slice(0, end.character) ?? '';
  lines[0] = lines[0]?.slice(start.character) ?? '';
  return lines.join('\n');
}

function short(text: string): string {
  const words = text.trim().split(/\s+/);
  return text.trim().includes('\n') ? `${words[0]} … ${words.at(-1)}` : text.trim();
}

test('a name in an expression, its path, the text, the entry, the step, the section', async () => {
  await checkGrows(
    `
fairlead: 1
params: { train: { rate: 1 } }
steps:
  train:
    run: train --rate \${{ params.train.ra‸te }}
    phase: train
`,
    [
      'rate',
      'params.train.rate',
      'train --rate ${{ params.train.rate }}',
      'run: train --rate ${{ params.train.rate }}',
      'run: … train',
      'train: … train',
      'steps: … train',
    ],
  );
});

test('a key', async () => {
  await checkGrows('\nfairlead: 1\nsteps:\n  train:\n    r‸un: x\n    phase: train\n', [
    'run',
    'run: x',
    'run: … train',
    'train: … train',
    'steps: … train',
  ]);
});

test('an item of a flow list', async () => {
  await checkGrows('\nfairlead: 1\nsteps:\n  a: { run: x }\n  b: { run: y, needs: [‸a] }\n', [
    'a',
    '[a]',
    'needs: [a]',
    '{ run: y, needs: [a] }',
    'b: { run: y, needs: [a] }',
    'steps: … }',
  ]);
});

test('a broken text still grows from the line to the file', async () => {
  await checkGrows('\nfairlead: 1\nsteps:\n  a: { run: "x‸\n', [
    '"x',
    'run: "x',
    '{ run: "x',
    'a: { run: "x',
    'steps: … "x',
  ]);
  await checkGrows('‸', []);
});
