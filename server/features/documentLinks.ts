// Paths that can be clicked: those of files that are there now.
import { DocumentLinkRequest, type DocumentLink } from 'vscode-languageserver';
import { feature } from '../feature';
import { pathsIn } from '../specPaths';

/** `textDocument/documentLink`. */
export const documentLinks = feature({
  request: DocumentLinkRequest.type,
  capability: { documentLinkProvider: {} },
  handle(snapshot): DocumentLink[] {
    return [...pathsIn(snapshot.document)]
      .filter(({ text }) => !/[*?]/.test(text) && snapshot.files.kind(text) === 'file')
      .map(({ text, range }) => ({ range, target: snapshot.toUri(text) }));
  },
});
