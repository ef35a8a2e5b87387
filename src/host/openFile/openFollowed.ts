// A log file in an editor that follows its end, as `tail -f` does, until the reader scrolls up.
import * as vscode from 'vscode';
import { Scope } from '../../core/base/scope';

/** Opens the file at its end and follows it while its editor is open. */
export async function openFollowed(uri: vscode.Uri): Promise<void> {
  const editor = await vscode.window.showTextDocument(uri, { preview: true });
  const { document } = editor;
  showEnd(editor);
  const scope = new Scope();
  let lines = document.lineCount;
  scope.own(
    vscode.workspace.onDidChangeTextDocument((change) => {
      if (change.document !== document) return;
      for (const shown of vscode.window.visibleTextEditors) {
        if (shown.document === document && sawEnd(shown, lines)) showEnd(shown);
      }
      lines = document.lineCount;
    }),
  );
  scope.own(
    vscode.workspace.onDidCloseTextDocument((closed) => {
      if (closed === document) scope.dispose();
    }),
  );
}

/** Whether the end was in sight when the text had `lines` lines; a reader further up is left in peace. */
function sawEnd(editor: vscode.TextEditor, lines: number): boolean {
  return editor.visibleRanges.some(({ end }) => end.line >= lines - 2);
}

function showEnd(editor: vscode.TextEditor): void {
  const end = editor.document.lineAt(editor.document.lineCount - 1).range.end;
  editor.revealRange(new vscode.Range(end, end));
}
