// The item in the status bar: says what statusText says, and leads to the view.
import * as vscode from 'vscode';
import type { Disposable } from '../core/base/scope';
import { Scope } from '../core/base/scope';
import type { Pipelines } from './pipelines/pipelines';
import { viewIds } from './contributions';
import { statusText } from './statusText';

/** Shows the item until disposed. */
export function openStatusBar(pipelines: Pipelines): Disposable {
  const scope = new Scope();
  const item = scope.own(vscode.window.createStatusBarItem('fairlead.status', vscode.StatusBarAlignment.Left, 40));
  item.name = 'Fairlead';
  item.command = `${viewIds.pipelines}.focus`;
  const redraw = (): void => {
    const status = statusText(pipelines.all());
    if (!status) {
      item.hide();
      return;
    }
    item.text = status.text;
    item.tooltip = status.tooltip;
    item.accessibilityInformation = { label: status.tooltip, role: 'button' };
    item.backgroundColor =
      status.tone === 'quiet' ? undefined : new vscode.ThemeColor(`statusBarItem.${status.tone}Background`);
    item.show();
  };
  scope.own(pipelines.onDidChange(redraw));
  redraw();
  return scope;
}
