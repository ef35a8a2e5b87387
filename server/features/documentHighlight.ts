// The other places of the name under the cursor, in this file: where it is defined and where it is used.
import { DocumentHighlightKind, DocumentHighlightRequest, type DocumentHighlight } from 'vscode-languageserver';
import type { Location } from '../../src/core/base/text';
import { feature } from '../feature';

/** `textDocument/documentHighlight`. */
export const documentHighlight = feature({
  request: DocumentHighlightRequest.type,
  capability: { documentHighlightProvider: true },
  handle({ document }, { position }) {
    const found = document.nameAt(position);
    if (found === undefined) return null;
    const here = (places: readonly Location[], kind: DocumentHighlightKind): DocumentHighlight[] =>
      places.filter(({ file }) => file === document.file).map(({ range }) => ({ range, kind }));
    return [
      ...here(document.definitions(found.name), DocumentHighlightKind.Write),
      ...here(document.references(found.name), DocumentHighlightKind.Read),
    ];
  },
});
