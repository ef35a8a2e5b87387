// Specs elsewhere than in the folder's root: in a folder of a monorepo, made from a dvc.yaml, and not saved at all.
import * as assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { fairlead, file, folder, problems, runToEnd, textOf, until } from './support';

suite('other specs', () => {
  const made = ['fairlead.yaml', 'fairlead.lock', 'dvc.yaml', 'fails.py', '.fairlead'];
  const below = (name: string): string => join(folder(), 'steps', name);
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of made) rmSync(below(name), { recursive: true, force: true });
    await pipelinesBecome(['flight-delays']);
  });

  test('in a folder below, a failure stands on the lines of its own spec and script', async () => {
    writeFileSync(below('fails.py'), 'def fit():\n    raise ValueError("no rows")\n\n\nfit()\n');
    writeFileSync(
      below('fairlead.yaml'),
      'fairlead: 1\nname: steps\nsteps:\n  train:\n    run: python3 fails.py\n    inputs: [fails.py]\n    outputs: [model.bin]\n',
    );
    await pipelinesBecome(['flight-delays', 'steps']);
    assert.notEqual(await runToEnd('fairlead.runPipeline', file('steps/fairlead.yaml').toString()), 0);
    const line = async (name: string, text: RegExp): Promise<number | undefined> =>
      (await problems(name, (found) => found.some(({ message }) => text.test(message))))[0]?.range.start.line;
    assert.equal(await line('steps/fails.py', /no rows/), 1);
    assert.equal(await line('steps/fairlead.yaml', /exit code 1/), 3);
  });

  test('Import dvc.yaml writes a spec beside it, once', async () => {
    writeFileSync(
      below('dvc.yaml'),
      'stages:\n  prepare:\n    cmd: cp raw.csv clean.csv\n    deps: [raw.csv]\n    outs: [clean.csv]\n',
    );
    await vscode.commands.executeCommand('fairlead.importDvc', file('steps/dvc.yaml'));
    assert.match(textOf('steps/fairlead.yaml'), /^name: "?steps"?$/m);
    assert.equal(vscode.window.activeTextEditor?.document.languageId, 'fairlead');
    await pipelinesBecome(['flight-delays', 'steps']);
    const imported = (await fairlead()).pipelines().find(({ name }) => name === 'steps');
    assert.deepEqual(
      imported?.steps.map(({ name }) => name),
      ['prepare'],
    );
    writeFileSync(below('fairlead.yaml'), 'mine');
    await vscode.commands.executeCommand('fairlead.importDvc', file('steps/dvc.yaml'));
    assert.equal(textOf('steps/fairlead.yaml'), 'mine');
  });

  test('Refresh finds a spec whose whole folder came at once, and forgets it with its folder', async () => {
    const service = join(folder(), 'service');
    try {
      mkdirSync(service);
      writeFileSync(join(service, 'fairlead.yaml'), 'fairlead: 1\nname: service\nsteps: {}\n');
      await vscode.commands.executeCommand('fairlead.refresh');
      await pipelinesBecome(['flight-delays', 'service']);
    } finally {
      rmSync(service, { recursive: true, force: true });
    }
    await vscode.commands.executeCommand('fairlead.refresh');
    await pipelinesBecome(['flight-delays']);
  });

  test('a spec that was never saved is checked too', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'fairlead',
      content: 'fairlead: 1\nstepz: {}\n',
    });
    await vscode.window.showTextDocument(document);
    const found = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(document.uri);
    await until(
      vscode.languages.onDidChangeDiagnostics,
      () => (found().some(({ message }) => message.includes('stepz')) ? true : undefined),
      () => JSON.stringify(found()),
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});

async function pipelinesBecome(expected: readonly string[]): Promise<void> {
  const api = await fairlead();
  const names = (): string =>
    api
      .pipelines()
      .map(({ name }) => name)
      .sort()
      .join(', ');
  await until(api.onDidChangePipelines, () => (names() === expected.join(', ') ? true : undefined), names);
}
