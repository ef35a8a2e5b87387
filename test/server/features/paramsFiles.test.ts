import { expect, test } from 'vitest';
import type { Location } from 'vscode-languageserver/node';
import { atCursor, withRig } from '../rig';

/** From `‸` in a params file one gets to the marked uses in the spec, which is open. */
async function checkUses(source: string): Promise<void> {
  await withRig(source, async (rig) => {
    await rig.open('fairlead.yaml');
    const found = await atCursor<Location[] | null>(rig, 'textDocument/references', {
      context: { includeDeclaration: false },
    });
    expect(found).toEqual(rig.fixture.ranges.map(({ file, range }) => ({ uri: rig.uri(file), range })));
  });
}

const spec = (file: string) => `
#- fairlead.yaml
fairlead: 1
params: ${file}
steps:
  train:
    run: train \${{ params.train.⟦rate⟧ }} \${{ params.train.depth }}
    params: [train.⟦rate⟧]
#- ${file}
`;

test.each([
  ['params.yaml', 'train:\n  depth: 3\n  ra‸te: 0.1\n'],
  ['params.yaml', 'train: { depth: 3, rate: 0.‸1 }\n'],
  ['params.json', '{ "train": { "ra‸te": 0.1, "depth": 3 } }\n'],
  ['params.toml', '[train]\ndepth = 3\nra‸te = 0.1\n'],
])('from %s to where a param is used: %j', async (file, text) => {
  await checkUses(spec(file) + text);
});

test('what is typed in the params file counts', async () => {
  await withRig(spec('params.yaml') + '‸', async (rig) => {
    await rig.open('fairlead.yaml');
    await rig.change('params.yaml', 2, '\n\ntrain: { rate: 1 }\n');
    const found = await rig.client.sendRequest<Location[]>('textDocument/references', {
      textDocument: { uri: rig.uri('params.yaml') },
      position: { line: 2, character: 10 },
      context: { includeDeclaration: true },
    });
    expect(found[0]).toMatchObject({ uri: rig.uri('params.yaml'), range: { start: { line: 2, character: 9 } } });
    expect(found).toHaveLength(3);
  });
});

test('files that no spec reads have no uses', async () => {
  await withRig(`${spec('params.yaml')}train: { rate: 1 }\n#- other.yaml\nra‸te: 1\n`, async (rig) => {
    await rig.open('fairlead.yaml');
    expect(await atCursor(rig, 'textDocument/references', { context: { includeDeclaration: true } })).toBeNull();
  });
});

test('an editor that lets a server register is told to ask about params files too', async () => {
  const registered: string[] = [];
  await withRig(
    spec('params.yaml'),
    async (rig) => {
      await rig.settled();
      await rig.settled();
    },
    {
      capabilities: { textDocument: { references: { dynamicRegistration: true } } },
      onRegister: (registrations) => registered.push(...registrations.map((one) => JSON.stringify(one))),
    },
  );
  expect(registered.join()).toMatch(/"textDocument\/references".*"language":"toml"/);
});
