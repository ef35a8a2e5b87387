import { expect, test } from 'vitest';
import type { CodeAction, TextDocumentEdit } from 'vscode-languageserver/node';
import { applyEdits, withRig, type Rig } from '../rig';

/** The actions offered where the fixture is marked. */
async function actionsAt(rig: Rig, context: object = { diagnostics: [] }): Promise<CodeAction[] | null> {
  const [marked] = rig.fixture.ranges;
  if (marked === undefined) throw new Error('the fixture marks nothing');
  const params = { textDocument: { uri: rig.uri(marked.file) }, range: marked.range, context };
  return rig.client.sendRequest('textDocument/codeAction', params);
}

/** The action called `title` makes `after` of the fixture, and what it repairs is gone then. */
async function checkFix(before: string, title: string | RegExp, after: string): Promise<void> {
  await withRig(before, async (rig) => {
    const actions = (await actionsAt(rig)) ?? [];
    const action = actions.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
    expect(actions.map((each) => each.title)).toContain(action?.title);
    // This server answers with edits of texts alone, never with made or renamed files.
    const [change] = (action?.edit?.documentChanges ?? []) as TextDocumentEdit[];
    expect(change?.textDocument).toEqual({ uri: rig.uri('fairlead.yaml'), version: 1 });
    const edits = (change?.edits ?? []) as { range: Rig['fixture']['ranges'][0]['range']; newText: string }[];
    const text = applyEdits(rig.fixture.files.get('fairlead.yaml') ?? '', edits);
    expect(text).toBe(after.replace(/^\n/, ''));
    await rig.change('fairlead.yaml', 2, text);
    expect(rig.diagnostics('fairlead.yaml')).toEqual([]);
  });
}

const typo = `
fairlead: 1
steps:
  train:
    ⟦rnu⟧: python train.py
`;

test('an unknown key is changed to the one that was meant', async () => {
  await checkFix(
    typo.replace('rnu', 'descripton').replace('python train.py', 'x\n    run: python train.py'),
    /'description'/,
    `
fairlead: 1
steps:
  train:
    description: x
    run: python train.py
`,
  );
});

test('a rule is silenced on its line', async () => {
  await checkFix(
    '\nfairlead: 1\n⟦nmae⟧: x\n',
    /^Suppress FL\d+ on this line$/,
    '\nfairlead: 1\nnmae: x # fairlead-ignore FL010\n',
  );
});

test('a second rule joins the comment that is there', async () => {
  const before = '\nfairlead: 1\n⟦nmae⟧: x # fairlead-ignore FL099\n';
  await checkFix(before, /^Suppress/, '\nfairlead: 1\nnmae: x # fairlead-ignore FL099, FL010\n');
});

test('in a text of several lines the comment goes on its own line, as far as the text knows comments', async () => {
  const steps = 'fairlead: 1\nsteps:\n  train:\n';
  const bad = 'echo ${{ params.nope }}';
  const marked = 'echo ${{ params.⟦nope⟧ }}';
  await checkFix(
    `${steps}    run: |\n      ${marked}\n      echo done\n`,
    /^Suppress/,
    `${steps}    run: |\n      # fairlead-ignore FL051\n      ${bad}\n      echo done\n`,
  );
  await checkFix(
    `${steps}    run: ${marked}\n      done\n`,
    /^Suppress/,
    `${steps}    # fairlead-ignore FL051\n    run: ${bad}\n      done\n`,
  );
  await withRig(`${steps}    run: >\n      ${marked}\n      done\n`, async (rig) => {
    expect((await actionsAt(rig))?.filter(({ title }) => title.startsWith('Suppress'))).toEqual([]);
  });
});

test('only quick fixes are offered, and only where something is wrong', async () => {
  await withRig(typo, async (rig) => {
    expect(await actionsAt(rig, { diagnostics: [], only: ['refactor'] })).toBeNull();
    const elsewhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 1 } };
    const params = { textDocument: { uri: rig.uri('fairlead.yaml') }, range: elsewhere, context: { diagnostics: [] } };
    expect(await rig.client.sendRequest('textDocument/codeAction', params)).toEqual([]);
  });
});
