// The commands that open something: graph, step, log, and a new spec that never overwrites.
import * as assert from 'node:assert/strict';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { acceptUntil, fairlead, folder, textOf, until } from './support';

suite('commands', () => {
  setup(async () => {
    const api = await fairlead();
    await until(
      api.onDidChangePipelines,
      () => (api.pipelines().length > 0 ? true : undefined),
      () => 'no pipelines',
    );
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  test('Show Pipeline Graph opens one panel, and only one', async () => {
    const { uri } = await pipeline();
    await vscode.commands.executeCommand('fairlead.showGraph', uri);
    await until(
      vscode.window.tabGroups.onDidChangeTabs,
      () => (graphs() === 1 ? true : undefined),
      () => `${graphs()} panels`,
    );
    await vscode.commands.executeCommand('fairlead.showGraph', uri);
    assert.equal(graphs(), 1);
  });

  test('Go to Step in Spec puts the cursor on the line that declares the step', async () => {
    const { uri } = await pipeline();
    await vscode.commands.executeCommand('fairlead.revealStep', uri, 'train');
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const line = editor.selection.active.line;
    assert.equal(editor.document.lineAt(line).text.trim(), 'train:');
  });

  test('Refresh asks the disk again', async () => {
    await vscode.commands.executeCommand('fairlead.refresh');
    assert.equal((await pipeline()).name, 'flight-delays');
  });

  test('an existing fairlead.yaml is never overwritten by a new pipeline', async () => {
    const before = textOf('fairlead.yaml');
    const proposed = basename(folder());
    const second = join(folder(), `${proposed}.fairlead.yaml`);
    try {
      await acceptUntil(vscode.commands.executeCommand('fairlead.newPipeline', vscode.Uri.file(folder())));
      assert.equal(textOf('fairlead.yaml'), before);
      assert.match(readFileSync(second, 'utf8'), new RegExp(`^name: "?${proposed}"?$`, 'm'));
    } finally {
      rmSync(second, { force: true });
    }
  });

  test('a pipeline with problems says so instead of running', async () => {
    const broken = join(folder(), 'broken.fairlead.yaml');
    writeFileSync(broken, 'fairlead: 1\nname: broken\nstepz: {}\n');
    const api = await fairlead();
    const found = await until(
      api.onDidChangePipelines,
      () => api.pipelines().find(({ name, errors }) => name === 'broken' && errors > 0),
      () => JSON.stringify(api.pipelines().map(({ name, errors }) => [name, errors])),
    );
    assert.equal(found.errors, 1);
    rmSync(broken);
    await until(
      api.onDidChangePipelines,
      () => (api.pipelines().some(({ name }) => name === 'broken') ? undefined : true),
      () => 'the removed spec is still shown',
    );
  });
});

const graphs = (): number =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('fairlead.pipelineGraph'))
    .length;

async function pipeline(): Promise<ReturnType<Awaited<ReturnType<typeof fairlead>>['pipelines']>[number]> {
  const [first] = (await fairlead()).pipelines();
  assert.ok(first);
  return first;
}
