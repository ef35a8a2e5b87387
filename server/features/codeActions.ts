// Repairs that the core offers with a diagnostic, and silence for one line where a rule does not fit.
import { CodeActionKind, CodeActionRequest, type CodeAction, type TextDocumentEdit } from 'vscode-languageserver';
import type { Diagnostic, TextEdit } from '../../src/core/spec/diagnostic';
import { feature } from '../feature';
import { touches } from '../ranges';
import type { Snapshot } from '../snapshot';
import { suppressionOf } from '../suppression';

/** `textDocument/codeAction`. */
export const codeActions = feature({
  request: CodeActionRequest.type,
  capability: { codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] } },
  handle(snapshot, { range, context }): CodeAction[] | null {
    const { document } = snapshot;
    if (context.only?.every((kind) => !CodeActionKind.QuickFix.startsWith(kind)) ?? false) return null;
    const here = document.diagnostics().filter((found) => found.file === document.file && touches(found.range, range));
    return [
      ...here.flatMap((found) => repairs(snapshot, found)),
      ...here.flatMap((found) => suppressions(snapshot, found)),
    ];
  },
});

function repairs(snapshot: Snapshot, found: Diagnostic): CodeAction[] {
  return (found.fixes ?? []).map(({ title, edits }, index) => ({
    ...quickFix(snapshot, found, title, edits),
    isPreferred: index === 0 && found.fixes?.length === 1,
  }));
}

function suppressions(snapshot: Snapshot, found: Diagnostic): CodeAction[] {
  const edit = suppressionOf(snapshot.document, found);
  return edit === undefined ? [] : [quickFix(snapshot, found, `Suppress ${found.code} on this line`, [edit])];
}

/** The edit names the version it was made for, so that the editor refuses it when the text has moved on. */
function quickFix(
  { uri, version }: Snapshot,
  found: Diagnostic,
  title: string,
  edits: readonly TextEdit[],
): CodeAction {
  const change: TextDocumentEdit = { textDocument: { uri, version }, edits: [...edits] };
  return {
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [{ range: found.range, code: found.code, source: 'fairlead', message: found.message }],
    edit: { documentChanges: [change] },
  };
}
