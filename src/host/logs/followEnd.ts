// Keeps the end of a growing document in sight, as `tail -f` does, until the reader scrolls up.
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';

/** Shows the end now, and again whenever the document grows while its end is in sight. */
export function followEnd(editor: vscode.TextEditor): Disposable {
  const { document } = editor;
  let lines = document.lineCount;
  showEnd(editor);
  return vscode.workspace.onDidChangeTextDocument((change) => {
    if (change.document !== document) return;
    for (const shown of vscode.window.visibleTextEditors) {
      if (shown.document === document && sawEnd(shown, lines)) showEnd(shown);
    }
    lines = document.lineCount;
  });
}

/** Whether the end was in sight when the text had `lines` lines; a reader further up is left in peace. */
function sawEnd(editor: vscode.TextEditor, lines: number): boolean {
  return editor.visibleRanges.some(({ end }) => end.line >= lines - 2);
}

function showEnd(editor: vscode.TextEditor): void {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.revealRange(new vscode.Range(end, end));
}
