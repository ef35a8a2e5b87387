// Completion: what can stand at the cursor, on complete and half-typed lines alike. The context comes from the document,
// which knows it without a parse of the line; nothing is edited or cloned to find out.
import { CompletionRequest, type CompletionItem, type CompletionList } from 'vscode-languageserver';
import type { Position } from '../../src/core/base/text';
import { feature } from '../feature';
import { completeKeys } from '../completion/keys';
import { completeMembers } from '../completion/members';
import { completeValues } from '../completion/values';
import { lineText } from '../ranges';
import type { Snapshot } from '../snapshot';

/** `textDocument/completion`. */
export const completion = feature({
  request: CompletionRequest.type,
  capability: { completionProvider: { triggerCharacters: ['.', '/', ' ', '$', '{', '[', '"', "'"] } },
  handle(snapshot, { position, context }): CompletionList | null {
    if (context?.triggerCharacter === ' ' && !asksBySpace(snapshot, position)) return null;
    // The list is whole, so the editor filters it while typing goes on instead of asking again.
    return { isIncomplete: false, items: itemsAt(snapshot, position) };
  },
});

/** A space asks only where it begins a value, an item or an operand: in running text it would pop up at every word. */
function asksBySpace({ document }: Snapshot, { line, character }: Position): boolean {
  return /(?::|-|,|\[|\{|&&|\|\||[=<>!]) $/.test(lineText(document.text, line).slice(0, character));
}

function itemsAt(snapshot: Snapshot, position: Position): CompletionItem[] {
  const context = snapshot.document.contextAt(position);
  switch (context.kind) {
    case 'key':
      return completeKeys(snapshot, context);
    case 'value':
      return completeValues(snapshot, context, position);
    case 'expression':
      return completeMembers(context);
    case 'comment':
    case 'none':
      return [];
  }
}
