import * as vscode from 'vscode';

/** Whether this folder may execute anything. If not, says so and leads to where it can be changed. */
export async function trusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = vscode.l10n.t('Manage Workspace Trust');
  const message = vscode.l10n.t(
    'Fairlead runs nothing in Restricted Mode, since steps are commands that the folder names.',
  );
  if ((await vscode.window.showWarningMessage(message, manage)) === manage) {
    await vscode.commands.executeCommand('workbench.trust.manage');
  }
  return false;
}
