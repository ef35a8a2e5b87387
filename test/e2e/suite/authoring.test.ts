// Writing a spec with the editor's own commands: rename across files, formatting, completion, hover, the graph as a call hierarchy.
import * as assert from 'node:assert/strict';
import { basename } from 'node:path';
import * as vscode from 'vscode';
import { fairlead, file, problems, replace, until } from './support';

suite('authoring', () => {
  let spec: vscode.TextDocument;
  setup(async () => {
    const api = await fairlead();
    await until(
      api.onDidChangePipelines,
      () => (api.pipelines().length > 0 ? true : undefined),
      () => 'no pipelines',
    );
    spec = await vscode.workspace.openTextDocument(file('fairlead.yaml'));
    await vscode.window.showTextDocument(spec);
  });
  teardown(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  test('renaming a param changes each use and the params file, and nothing is wrong afterwards', async () => {
    const params = await vscode.workspace.openTextDocument(file('params.yaml'));
    const before = [spec.getText(), params.getText()] as const;
    const edits = await ask<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      at('train.rounds }}', 8),
      'trees',
    );
    assert.deepEqual(
      edits
        .entries()
        .map(([uri]) => basename(uri.fsPath))
        .sort(),
      ['fairlead.yaml', 'params.yaml'],
    );
    try {
      await vscode.workspace.applyEdit(edits);
      assert.match(params.getText(), /^ {2}trees: 80$/m);
      assert.match(spec.getText(), /--rounds \$\{\{ params\.train\.trees \}\}/);
      assert.match(spec.getText(), /params: \[train\.trees\]/);
      assert.deepEqual(await problems('fairlead.yaml', (found) => found.length === 0), []);
    } finally {
      await replace(spec, before[0]);
      await replace(params, before[1]);
      await Promise.all([spec.save(), params.save()]);
    }
  });

  test('formatting moves spaces only', async () => {
    const document = await vscode.workspace.openTextDocument({
      language: 'fairlead',
      content:
        'fairlead:   1\nsteps:\n    a:\n        run:   echo "a   b"   # why\n        outputs: [ x,y ]\n\n\n\n        needs: []\n',
    });
    await vscode.window.showTextDocument(document);
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const change = new vscode.WorkspaceEdit();
    change.set(document.uri, edits);
    await vscode.workspace.applyEdit(change);
    assert.equal(
      document.getText(),
      'fairlead: 1\nsteps:\n  a:\n    run: echo "a   b"   # why\n    outputs: [x, y]\n\n    needs: []\n',
    );
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  test('completion offers the phases, hover the value of a param', async () => {
    const list = await ask<vscode.CompletionList>('vscode.executeCompletionItemProvider', at('phase: train', 7));
    const labels = list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.deepEqual(labels.filter((label) => label === 'train' || label === 'validate').sort(), ['train', 'validate']);
    const hovers = await ask<vscode.Hover[]>('vscode.executeHoverProvider', at('train.rounds }}', 8));
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert.match(text, /80/);
  });

  test('the call hierarchy of a step names what feeds it', async () => {
    const [item] = await ask<vscode.CallHierarchyItem[]>('vscode.prepareCallHierarchy', at('  evaluate:', 4));
    assert.ok(item);
    const feeds = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(feeds.map(({ from }) => from.name).sort(), ['prepare', 'select']);
  });

  /** The place `offset` characters into the first `text` of the spec. */
  const at = (text: string, offset: number): vscode.Position => spec.positionAt(spec.getText().indexOf(text) + offset);

  async function ask<T>(command: string, position: vscode.Position, ...rest: unknown[]): Promise<T> {
    const answer = await vscode.commands.executeCommand<T | undefined>(command, spec.uri, position, ...rest);
    assert.ok(answer, `${command} gave nothing`);
    return answer;
  }
});
