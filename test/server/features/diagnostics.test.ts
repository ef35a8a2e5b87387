import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { openRig, withRig } from '../rig';

const clean = `
fairlead: 1
params: params.yaml
steps:
  train:
    run: python train.py --rate \${{ params.rate }}
    params: [rate]
    outputs: [model.json]
#- params.yaml
rate: 0.1
`;

/** The messages of a file as they stand now. */
function messages(diagnostics: readonly { message: unknown }[] | undefined): unknown[] {
  return (diagnostics ?? []).map(({ message }) => message);
}

test('a typo is a problem on its exact range with the version, and goes when it is fixed', async () => {
  const source = clean.replace('    outputs', '    ⟦ouputs⟧');
  await withRig(source, async (rig) => {
    expect(rig.published.at(-1)).toMatchObject({ uri: rig.uri('fairlead.yaml'), version: 1 });
    expect(rig.diagnostics('fairlead.yaml')).toMatchObject([
      {
        range: rig.fixture.ranges[0]?.range,
        severity: 1,
        source: 'fairlead',
        code: expect.stringMatching(/^FL\d+$/) as string,
      },
    ]);
    await rig.change('fairlead.yaml', 2, (rig.fixture.files.get('fairlead.yaml') ?? '').replace('ouputs', 'outputs'));
    expect(rig.published.at(-1)).toMatchObject({ version: 2, diagnostics: [] });
  });
});

test('an unsaved params file counts, and its saved text counts again when it is closed', async () => {
  await withRig(clean, async (rig) => {
    expect(rig.diagnostics('fairlead.yaml')).toEqual([]);
    await rig.open('params.yaml');
    await rig.change('params.yaml', 2, 'speed: 0.1\n');
    expect(messages(rig.diagnostics('fairlead.yaml')).join()).toContain('rate');
    await rig.client.sendNotification('textDocument/didClose', { textDocument: { uri: rig.uri('params.yaml') } });
    await rig.settled();
    expect(rig.diagnostics('fairlead.yaml')).toEqual([]);
  });
});

test('a file that is made on the disk settles the complaint about it', async () => {
  const source = clean.replace('    outputs', '    inputs: [data.csv]\n    outputs');
  await withRig(source, async (rig) => {
    expect(messages(rig.diagnostics('fairlead.yaml')).join()).toContain('data.csv');
    writeFileSync(join(rig.root, 'data.csv'), 'a,b\n');
    const changes = [{ uri: rig.uri('data.csv'), type: 1 }];
    await rig.client.sendNotification('workspace/didChangeWatchedFiles', { changes });
    await rig.settled();
    expect(rig.diagnostics('fairlead.yaml')).toEqual([]);
  });
});

test('problems of an included file are published there, and taken back when the spec closes', async () => {
  const source = `
fairlead: 1
include: [more.yaml]
#- more.yaml
steps:
  train:
    run: python train.py
    ⟦nedes⟧: []
`;
  await withRig(source, async (rig) => {
    const [first] = rig.diagnostics('more.yaml') ?? [];
    expect(first?.range).toEqual(rig.fixture.ranges[0]?.range);
    await rig.client.sendNotification('textDocument/didClose', { textDocument: { uri: rig.uri('fairlead.yaml') } });
    await rig.settled();
    expect([rig.diagnostics('fairlead.yaml'), rig.diagnostics('more.yaml')]).toEqual([[], []]);
  });
});

test('severities come from the settings', async () => {
  const source = clean.replace('    outputs', '    ouputs');
  const code = await withRig(source, (rig) => Promise.resolve(String(rig.diagnostics('fairlead.yaml')?.[0]?.code)));
  const capabilities = { workspace: { configuration: true } };
  const severityWith = async (severity: string) => {
    const rig = await openRig(source, {
      capabilities,
      settings: { 'fairlead.diagnostics.severity': { [code]: severity } },
    });
    await rig.open('fairlead.yaml');
    await rig.configured();
    const found = rig.diagnostics('fairlead.yaml')?.map((diagnostic) => diagnostic.severity);
    await rig.close();
    return found;
  };
  expect(await severityWith('hint')).toEqual([4]);
  expect(await severityWith('off')).toEqual([]);
});

test('a text that is no spec gets no problems and no answers', async () => {
  await withRig('\n#- notes.yaml\nsteps: [unclosed\n', async (rig) => {
    expect(rig.published).toEqual([]);
    const textDocument = { uri: rig.uri('notes.yaml') };
    expect(await rig.client.sendRequest('textDocument/documentSymbol', { textDocument })).toBeNull();
  });
});

test('a problem links to the page of its rule', async () => {
  await withRig(clean.replace('    outputs', '    ouputs'), (rig) => {
    const [found] = rig.diagnostics('fairlead.yaml') ?? [];
    expect(found?.codeDescription?.href).toBe(`https://example.com/${found?.code}`);
    return Promise.resolve();
  });
});

test('a spec that was never saved sees the folder that is open; the old side of a comparison gets no problems', async () => {
  await withRig(clean, async (rig) => {
    const text = (rig.fixture.files.get('fairlead.yaml') ?? '').replace('    outputs', '    ouputs');
    const opened = async (uri: string) => {
      const textDocument = { uri, languageId: 'fairlead', version: 1, text };
      await rig.client.sendNotification('textDocument/didOpen', { textDocument });
      await rig.settled();
      return rig.published.findLast((params) => params.uri === uri)?.diagnostics.map(({ code }) => code);
    };
    expect(await opened('untitled:Untitled-1')).toEqual(['FL010']);
    expect(await opened('git:/fairlead.yaml?HEAD')).toBeUndefined();
  });
});

test('of thousands of problems the errors and as many others as an editor shows are sent, with a word about the rest', async () => {
  const inputs = Array.from({ length: 1200 }, (_, index) => `      - missing-${index}.csv\n`).join('');
  const text = `fairlead: 1\nsteps:\n  train:\n    run: python train.py\n    inputs:\n${inputs}    ouputs: [model.json]\n`;
  await withRig(text, async (rig) => {
    const found = rig.diagnostics('fairlead.yaml') ?? [];
    expect(found).toHaveLength(1000);
    expect(found[0]).toMatchObject({ severity: 1, code: 'FL010' });
    expect(found.at(-1)?.message).toBe(
      '202 more problems of this file are not shown: `fairlead check` prints all of them.',
    );
  });
});

test('what shows only in the tasks is said at the step when the typing pauses, moves with it, and goes', async () => {
  const text = `
fairlead: 1
steps:
  train:
    run: python train.py
    matrix: { rate: [1, 2] }
    outputs: ["build/\${{ matrix.rate }}.json"]
  ⟦again⟧:
    run: python again.py
    outputs: [build/2.json]
`;
  await withRig(text, async (rig) => {
    const problems = () => rig.diagnostics('fairlead.yaml')?.map(({ range, message }) => ({ range, message }));
    const message = "Steps 'train' and 'again' both write 'build/2.json': a path has one maker.";
    const range = rig.fixture.ranges[0]?.range;
    await vi.waitFor(() => expect(problems()).toEqual([{ range, message }]));
    const { line = 0, character = 0 } = range?.start ?? {};
    const moved = { start: { line: line + 1, character }, end: { line: line + 1, character: character + 5 } };
    const written = rig.fixture.files.get('fairlead.yaml') ?? '';
    await rig.change('fairlead.yaml', 2, `name: flights\n${written}`);
    expect(problems()).toEqual([{ range: moved, message }]);
    await rig.change('fairlead.yaml', 3, written.replace('[build/2.json]', '[build/3.json]'));
    await vi.waitFor(() => expect(problems()).toEqual([]));
  });
});

test('a file that another spec includes is no spec of its own, whatever its name', async () => {
  const source = `
fairlead: 1
include: [specs/train.fairlead.yaml]
steps:
  prepare: { run: python prepare.py }
#- specs/train.fairlead.yaml
steps:
  train:
    run: python train.py
    needs: [prepare]
    ⟦nedes⟧: []
`;
  await withRig(source, async (rig) => {
    await rig.open('specs/train.fairlead.yaml');
    const found = rig.diagnostics('specs/train.fairlead.yaml') ?? [];
    expect(found.map(({ range, code }) => ({ range, code }))).toEqual([
      { range: rig.fixture.ranges[0]?.range, code: 'FL010' },
    ]);
    const textDocument = { uri: rig.uri('specs/train.fairlead.yaml') };
    expect(await rig.client.sendRequest('textDocument/codeLens', { textDocument })).toEqual([]);
    await rig.client.sendNotification('textDocument/didClose', { textDocument: { uri: rig.uri('fairlead.yaml') } });
    await rig.settled();
    expect(rig.diagnostics('specs/train.fairlead.yaml')?.map(({ code }) => code)).toContain('FL009');
  });
});
