import { expect, test } from 'vitest';
import type {
  CallHierarchyIncomingCall,
  CallHierarchyItem,
  CallHierarchyOutgoingCall,
  Range,
} from 'vscode-languageserver/node';
import { atCursor, withRig, type Rig } from '../rig';

const spec = (cursor: string) =>
  `
fairlead: 1
include: [more.yaml]
steps:
  prepare:
    run: python prepare.py
    outputs: { table: build/train.csv, codes: build/codes.csv }
  train:
    run: python train.py --codes \${{ steps.prepare.outputs.codes }}
    inputs: [steps/train.py, build/train.csv]
    outputs: [model.json]
  report:
    run: python report.py
    needs: [train, prepare]
#- more.yaml
steps:
  late: { run: python late.py model.json, inputs: [model.json] }
`.replace(cursor, `${cursor.slice(0, 2)}‸${cursor.slice(2)}`);

/** The neighbours as `name: places`, each place by its text and line. */
async function neighbours(rig: Rig, way: 'incoming' | 'outgoing'): Promise<readonly string[]> {
  const [item] = await atCursor<CallHierarchyItem[]>(rig, 'textDocument/prepareCallHierarchy');
  const calls = await rig.client.sendRequest<(CallHierarchyIncomingCall & CallHierarchyOutgoingCall)[]>(
    `callHierarchy/${way}Calls`,
    { item },
  );
  return calls.map((call) => {
    const other = way === 'incoming' ? call.from : call.to;
    const uri = way === 'incoming' ? call.from.uri : (item?.uri ?? '');
    return `${other.name}: ${call.fromRanges.map((range) => textAt(rig, uri, range)).join(' ')} (${other.detail ?? ''})`;
  });
}

function textAt(rig: Rig, uri: string, { start, end }: Range): string {
  const file = [...rig.fixture.files.keys()].find((name) => rig.uri(name) === uri) ?? '';
  const line = rig.fixture.files.get(file)?.split('\n')[start.line] ?? '';
  return `${line.slice(start.character, end.character)}@${start.line}`;
}

test('what feeds a step, with every place that says so', async () => {
  await withRig(spec('train:'), async (rig) => {
    expect(await neighbours(rig, 'incoming')).toEqual([
      "prepare: prepare@7 build/train.csv@8 (names outputs of 'prepare', reads 'build/train.csv' of 'prepare')",
    ]);
  });
});

test('what a step feeds, in includes too', async () => {
  await withRig(spec('train:'), async (rig) => {
    expect(await neighbours(rig, 'outgoing')).toEqual([
      "report: train@12 (needs 'train')",
      "late: train@6 (reads 'model.json' of 'train')",
    ]);
  });
});

test('the step around the cursor counts where no name is under it', async () => {
  await withRig(spec('python report'), async (rig) => {
    expect(await neighbours(rig, 'incoming')).toEqual([
      "train: train@12 (needs 'train')",
      "prepare: prepare@12 (needs 'prepare')",
    ]);
    expect(await neighbours(rig, 'outgoing')).toEqual([]);
  });
});

test('an item is the step with its key selected', async () => {
  await withRig(spec('report:'), async (rig) => {
    const [item] = await atCursor<CallHierarchyItem[]>(rig, 'textDocument/prepareCallHierarchy');
    expect(item).toMatchObject({ name: 'report', uri: rig.uri('fairlead.yaml') });
    expect(
      textAt(
        rig,
        item?.uri ?? '',
        item?.selectionRange ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
      ),
    ).toBe('report@10');
  });
});

test('outside of steps there is nothing to ask about', async () => {
  await withRig('\nfairlead: ‸1\n', async (rig) => {
    expect(await atCursor(rig, 'textDocument/prepareCallHierarchy')).toBeNull();
  });
});
