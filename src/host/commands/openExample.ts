// Open Example: copies the bundled example into a folder of the user's choice and opens it.
import * as vscode from 'vscode';
import { vacantName } from './vacantName';
import type { Command } from './host';

/** What a run leaves behind is not copied: the example starts as a clone of it would. */
const leftBehind = new Set(['.fairlead', 'build', '__pycache__', '.venv']);

/** The example is copied beside what is in the chosen folder, under a name that is free. */
export const openExample: Command = async (host) => {
  const [parent] =
    (await vscode.window.showOpenDialog({
      title: vscode.l10n.t('Where should the example be copied to?'),
      openLabel: vscode.l10n.t('Copy Example Here'),
      canSelectFiles: false,
      canSelectFolders: true,
    })) ?? [];
  if (!parent) return;
  const taken = await vscode.workspace.fs.readDirectory(parent);
  const name = vacantName('fairlead-flights', new Set(taken.map(([entry]) => entry)));
  const copy = vscode.Uri.joinPath(parent, name);
  await copyFolder(vscode.Uri.joinPath(host.extensionUri, 'examples', 'flights'), copy);
  const sameWindow = vscode.workspace.workspaceFolders === undefined;
  await vscode.commands.executeCommand('vscode.openFolder', copy, {
    forceReuseWindow: sameWindow,
    forceNewWindow: !sameWindow,
  });
};

async function copyFolder(from: vscode.Uri, to: vscode.Uri): Promise<void> {
  await vscode.workspace.fs.createDirectory(to);
  for (const [name, type] of await vscode.workspace.fs.readDirectory(from)) {
    if (leftBehind.has(name)) continue;
    const source = vscode.Uri.joinPath(from, name);
    const target = vscode.Uri.joinPath(to, name);
    if (type === vscode.FileType.Directory) await copyFolder(source, target);
    else await vscode.workspace.fs.copy(source, target, { overwrite: false });
  }
}
