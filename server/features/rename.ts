// Renaming: every place of a name at once, in the spec, its includes and the params files, or a sentence that says why not.
import {
  LSPErrorCodes,
  PrepareRenameRequest,
  RenameRequest,
  ResponseError,
  type ServerCapabilities,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import { feature } from '../feature';
import { nameProblem } from '../rename/newName';
import { renameEdits } from '../rename/renameEdits';
import { renameTarget } from '../rename/renameTarget';

const capability: ServerCapabilities = { renameProvider: { prepareProvider: true } };

/** `textDocument/prepareRename`. */
export const prepareRename = feature({
  request: PrepareRenameRequest.type,
  capability,
  handle(snapshot, { position }) {
    const target = renameTarget(snapshot, position);
    return target.ok ? { range: target.value.range, placeholder: target.value.text } : refusal(target.error);
  },
});

/** `textDocument/rename`. */
export const rename = feature({
  request: RenameRequest.type,
  capability,
  handle(snapshot, { position, newName }): WorkspaceEdit | ResponseError | null {
    const target = renameTarget(snapshot, position);
    if (!target.ok) return refusal(target.error);
    if (newName === target.value.text) return null;
    const problem = nameProblem(snapshot.document, target.value.name, newName);
    if (problem !== undefined) return refusal(problem);
    const edits = renameEdits(snapshot, target.value.name, newName);
    if (!edits.ok) return refusal(edits.error);
    const documentChanges = [...edits.value].map(([file, list]): TextDocumentEdit => {
      const uri = snapshot.toUri(file);
      // Other files may not be open, and then have no version.
      return { textDocument: { uri, version: uri === snapshot.uri ? snapshot.version : null }, edits: [...list] };
    });
    return { documentChanges };
  },
});

/** The editor shows the sentence where the new name was typed. */
function refusal(message: string): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestFailed, message);
}
