// Every use of the name under the cursor.
import { ReferencesRequest } from 'vscode-languageserver';
import { feature } from '../feature';
import { toLspLocation } from '../locations';

/** `textDocument/references`. */
export const references = feature({
  request: ReferencesRequest.type,
  capability: { referencesProvider: true },
  handle(snapshot, { position, context }) {
    const found = snapshot.document.nameAt(position);
    if (found === undefined) return null;
    const { document } = snapshot;
    const declarations = context.includeDeclaration ? document.definitions(found.name) : [];
    return [...declarations, ...document.references(found.name)].map((location) => toLspLocation(snapshot, location));
  },
});
