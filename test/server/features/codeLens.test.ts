import { expect, test } from 'vitest';
import type { CodeLens, DocumentSymbol } from 'vscode-languageserver/node';
import { withRig } from '../rig';

const source = `
fairlead: 1
params: { rate: 0.1 }
steps:
  ⟦prepare⟧:
    run: python prepare.py
  ⟦train⟧:
    run: python train.py
`;

test('each step can be run, run from and explained, from its own line', async () => {
  await withRig(source, async ({ client, uri, fixture }) => {
    const specUri = uri('fairlead.yaml');
    const found = await client.sendRequest<CodeLens[]>('textDocument/codeLens', { textDocument: { uri: specUri } });
    const expected = ['prepare', 'train'].flatMap((step, index) =>
      ['runStep', 'runFromStep', 'explainStep'].map((command) => ({
        range: fixture.ranges[index]?.range,
        command: { command: `fairlead.${command}`, arguments: [{ specUri, step }] },
      })),
    );
    expect(found).toMatchObject(expected);
    expect(found).toHaveLength(expected.length);
  });
});

test('the outline names sections and steps', async () => {
  await withRig(source, async ({ client, uri }) => {
    const textDocument = { uri: uri('fairlead.yaml') };
    const symbols = await client.sendRequest<DocumentSymbol[]>('textDocument/documentSymbol', { textDocument });
    const steps = symbols.find(({ name }) => name === 'steps');
    expect(steps?.children?.map(({ name }) => name)).toEqual(['prepare', 'train']);
  });
});
