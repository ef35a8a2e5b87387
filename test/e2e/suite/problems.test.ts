// A typo in the spec is a problem on its exact range, and goes when it is mended.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { file, problems, replace } from './support';

suite('problems in the spec', () => {
  test('a typo is underlined exactly, offers its repair, and the problem goes with it', async () => {
    const document = await vscode.workspace.openTextDocument(file('fairlead.yaml'));
    await vscode.window.showTextDocument(document);
    await problems('fairlead.yaml', (found) => found.length === 0);
    const text = document.getText();
    const at = document.positionAt(text.indexOf('    inputs:') + 4);
    await replace(document, text.replace('    inputs:', '    inptus:'));

    const [problem] = await problems('fairlead.yaml', (found) =>
      found.some(({ message }) => message.includes('inptus')),
    );
    assert.ok(problem);
    assert.deepEqual(problem.range, new vscode.Range(at, at.translate(0, 'inptus'.length)));
    assert.equal(problem.severity, vscode.DiagnosticSeverity.Error);
    assert.match(problem.message, /inputs/);

    const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      problem.range,
    );
    const repair = actions.find(({ edit }) => edit !== undefined);
    assert.ok(repair?.edit, 'a repair is offered');
    assert.ok(await vscode.workspace.applyEdit(repair.edit));
    assert.equal(document.getText(), text);
    await problems('fairlead.yaml', (found) => found.length === 0);
    await document.save();
  });
});
