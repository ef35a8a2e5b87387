// The extension wakes up by itself in a folder with a spec, quickly, and registers what package.json promises.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commandIds } from '../../../src/host/contributions';
import { fairlead, statesBecome, until } from './support';

suite('activation', () => {
  test('a folder with a fairlead.yaml wakes it up, and activation is recorded', async () => {
    const extension = vscode.extensions.getExtension('fairlead.fairlead');
    assert.ok(extension, 'installed');
    const api = await until(
      vscode.window.onDidChangeActiveTextEditor,
      () => (extension.isActive ? fairlead() : undefined),
      () => 'not active',
    );
    console.log(`      activation: ${api.activationMs.toFixed(1)} ms`);
    assert.ok(api.activationMs > 0);
  });

  test('each command is registered', async () => {
    await fairlead();
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      commandIds.filter((id) => !registered.has(id)),
      [],
    );
  });

  test('the pipeline of the example is found, and every step of a fresh clone is stale', async () => {
    await statesBecome({ prepare: 'stale', train: 'stale', select: 'stale', evaluate: 'stale' });
    const [pipeline] = (await fairlead()).pipelines();
    assert.equal(pipeline?.name, 'flight-delays');
    assert.equal(pipeline.errors, 0);
  });

  test('the spec opens in the language fairlead, the lock file as YAML', async () => {
    const [spec] = await vscode.workspace.findFiles('fairlead.yaml');
    assert.ok(spec);
    assert.equal((await vscode.workspace.openTextDocument(spec)).languageId, 'fairlead');
    const lock = vscode.Uri.parse('untitled:/x/fairlead.lock');
    assert.equal((await vscode.workspace.openTextDocument(lock)).languageId, 'yaml');
  });

  test('there is a task for the pipeline and for each step', async () => {
    await statesBecome({ prepare: 'stale', train: 'stale', select: 'stale', evaluate: 'stale' });
    const names = (await vscode.tasks.fetchTasks({ type: 'fairlead' })).map(({ name }) => name);
    assert.deepEqual(names, ['run flight-delays', 'prepare', 'train', 'select', 'evaluate']);
  });
});
