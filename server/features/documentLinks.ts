// Paths that can be clicked: those of files that are there now.
import { DocumentLinkRequest, type DocumentLink } from 'vscode-languageserver';
import { feature } from '../feature';
import { pathsIn } from '../specPaths';

/** `textDocument/documentLink`. */
export const documentLinks = feature({
  request: DocumentLinkRequest.type,
  capability: { documentLinkProvider: {} },
  handle({ document, files, toUri }): DocumentLink[] {
    return [...pathsIn(document)]
      .filter(({ text }) => !/[*?]/.test(text) && files.kind(text) === 'file')
      .map(({ text, range }) => ({ range, target: toUri(text) }));
  },
});
