// New Pipeline and Import dvc.yaml: both let the terminal program write the spec, so that editor and terminal write the same.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { freeSpecName, nameProblem } from './specName';
import type { Command, Host } from './host';
import { runCli } from './runCli';

/** Asks for the pipeline's name alone; an existing file is never touched. */
export const newPipeline: Command = async (host, ...args) => {
  const folder = await pickFolder(args);
  if (!folder) return;
  const name = await vscode.window.showInputBox({
    title: vscode.l10n.t('New Pipeline'),
    prompt: vscode.l10n.t(
      'What is the pipeline called? It names the model or the question, for example flight-delays.',
    ),
    value: path.basename(folder.fsPath).replaceAll(/[^\w-]+/g, '-'),
    validateInput: nameProblem,
  });
  if (name === undefined) return;
  const existing = await vscode.workspace.fs.readDirectory(folder);
  const file = vscode.Uri.joinPath(folder, freeSpecName(name, new Set(existing.map(([entry]) => entry))));
  await write(host, file, ['--name', name]);
};

/** Writes a fairlead.yaml beside a dvc.yaml, which stays as it is. */
export const importDvc: Command = async (host, ...args) => {
  const dvc = await pickDvc(args);
  if (!dvc) return;
  const file = vscode.Uri.joinPath(dvc, '..', 'fairlead.yaml');
  const name = path.basename(path.dirname(dvc.fsPath));
  await write(host, file, [`--from-dvc=${dvc.fsPath}`, '--name', name]);
};

async function write(host: Host, file: vscode.Uri, args: readonly string[]): Promise<void> {
  const written = await runCli(host.cli, ['init', '-f', file.fsPath, ...args], path.dirname(file.fsPath));
  if (!written.ok) throw new Error(written.error);
  await vscode.window.showTextDocument(file);
}

/** The folder that was clicked, the only one that is open, or one to choose. */
async function pickFolder([clicked]: readonly unknown[]): Promise<vscode.Uri | undefined> {
  if (clicked instanceof vscode.Uri) return clicked;
  const [only, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (only && others.length === 0) return only.uri;
  if (only) return (await vscode.window.showWorkspaceFolderPick())?.uri;
  const open = vscode.l10n.t('Open Folder');
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Fairlead: a pipeline lives in a folder. Open one first.'),
    open,
  );
  if (choice === open) await vscode.commands.executeCommand('vscode.openFolder');
  return undefined;
}

async function pickDvc([clicked]: readonly unknown[]): Promise<vscode.Uri | undefined> {
  if (clicked instanceof vscode.Uri) return clicked;
  const found = await vscode.workspace.findFiles('**/dvc.yaml', '**/{node_modules,.venv,.git}/**', 200);
  if (found.length <= 1) {
    if (found.length === 0)
      void vscode.window.showInformationMessage(vscode.l10n.t('Fairlead: there is no dvc.yaml in this folder.'));
    return found[0];
  }
  const items = found.map((uri) => ({ label: vscode.workspace.asRelativePath(uri), uri }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Import which dvc.yaml?') }))?.uri;
}
