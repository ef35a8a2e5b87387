import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { SymbolInformation } from 'vscode-languageserver/node';
import { withRig, type Rig } from '../rig';

const workspace = `
#- fairlead.yaml
fairlead: 1
include: [parts/*.yaml]
steps:
  prepare: { run: x }
  ⟦1:train⟧: { run: y }
#- parts/more.yaml
models:
  ⟦2:trained⟧: { from: train.model }
#- other/fairlead.yaml
fairlead: 1
datasets: { rain: { path: a.csv }, "⟦3:terrain⟧": { path: b.csv } }
#- data/params.yaml
train: 1
`;

/** What is found for \`query\`, as \`name section file\`. */
async function find(rig: Rig, query: string): Promise<readonly SymbolInformation[]> {
  return rig.client.sendRequest<SymbolInformation[]>('workspace/symbol', { query });
}

const described = (found: readonly SymbolInformation[]) =>
  found.map(({ name, containerName }) => `${name}: ${containerName}`);

test('names of every spec and its includes, open or not, best first', async () => {
  await withRig(workspace, async (rig) => {
    const found = await find(rig, 'TRAIN');
    expect(described(found)).toEqual([
      'train: steps · fairlead.yaml',
      'trained: models · more.yaml',
      'terrain: datasets · fairlead.yaml',
    ]);
    const at = found.map(({ location: { uri, range } }) => ({ uri, start: range.start }));
    // The last one's key is in quotes.
    expect(at.slice(0, 2)).toEqual(
      rig.fixture.ranges.slice(0, 2).map(({ file, range }) => ({ uri: rig.uri(file), start: range.start })),
    );
    expect(at[2]).toMatchObject({ uri: rig.uri('other/fairlead.yaml'), start: { line: 1 } });
    expect(described(await find(rig, 'zzz'))).toEqual([]);
  });
});

test('what is typed counts before it is saved', async () => {
  await withRig(workspace, async (rig) => {
    await rig.change('fairlead.yaml', 2, 'fairlead: 1\nsteps:\n  fresh: { run: x }\n');
    expect(described(await find(rig, 'fresh'))).toEqual(['fresh: steps · fairlead.yaml']);
    expect(described(await find(rig, 'prepare'))).toEqual([]);
  });
});

test('a spec that is made later is found once the editor tells of it', async () => {
  await withRig(workspace, async (rig) => {
    await find(rig, '');
    writeFileSync(join(rig.root, 'late.fairlead.yaml'), 'fairlead: 1\nsteps:\n  late: { run: x }\n');
    const changes = [{ uri: rig.uri('late.fairlead.yaml'), type: 1 }];
    await rig.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    expect(described(await find(rig, 'late'))).toEqual(['late: steps · late.fairlead.yaml']);
  });
});
