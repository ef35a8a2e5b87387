import { expect, test } from 'vitest';
import type { DocumentHighlight, Location } from 'vscode-languageserver/node';
import { atCursor, withRig } from '../rig';

const uses = `
fairlead: 1
params: { rate: 0.1 }
steps:
  ⟦1:prep‸are⟧:
    run: python prepare.py
    outputs: { table: build/train.csv }
  train:
    run: python train.py
    needs: [⟦2:prepare⟧]
    inputs: ["\${{ steps.⟦3:prepare⟧.outputs.table }}"]
`;

test('every use of a step, with its definition when that is asked for', async () => {
  await withRig(uses, async (rig) => {
    const all = rig.fixture.ranges.map(({ range }) => ({ uri: rig.uri('fairlead.yaml'), range }));
    const found = (includeDeclaration: boolean) =>
      atCursor<Location[]>(rig, 'textDocument/references', { context: { includeDeclaration } });
    expect(await found(true)).toEqual(all);
    expect(await found(false)).toEqual(all.slice(1));
  });
});

test('the places of a name in the file are highlighted, its definition as written', async () => {
  await withRig(uses, async (rig) => {
    const found = await atCursor<DocumentHighlight[]>(rig, 'textDocument/documentHighlight');
    expect(found).toEqual(rig.fixture.ranges.map(({ range }, index) => ({ range, kind: index === 0 ? 3 : 2 })));
  });
});

test('a place without a name has no references', async () => {
  await withRig('\nfairlead: ‸1\n', async (rig) => {
    expect(await atCursor(rig, 'textDocument/references', { context: { includeDeclaration: true } })).toBeNull();
    expect(await atCursor(rig, 'textDocument/documentHighlight')).toBeNull();
  });
});
