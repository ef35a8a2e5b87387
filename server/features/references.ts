// Every use of the name under the cursor, in a spec and from a params file.
import { ReferencesRequest, type Location, type ReferenceParams } from 'vscode-languageserver';
import type { Feature } from '../feature';
import { toLspLocation } from '../locations';
import { usesOfParam } from '../params/usesOfParam';
import type { Snapshot } from '../snapshot';

/** `textDocument/references`. It answers for texts that are no specs too, so it connects by itself. */
export const references: Feature = {
  capability: { referencesProvider: true },
  connect(connection, guard, snapshot, specs) {
    connection.onRequest(ReferencesRequest.type, (params, token) =>
      guard.request(ReferencesRequest.method, token, () => {
        const open = snapshot(params.textDocument.uri);
        return open === undefined ? usesOfParam(specs()?.open ?? [], params) : usesOfName(open, params);
      }),
    );
  },
};

function usesOfName(snapshot: Snapshot, { position, context }: ReferenceParams): Location[] | null {
  const { document } = snapshot;
  const found = document.nameAt(position);
  if (found === undefined) return null;
  const declarations = context.includeDeclaration ? document.definitions(found.name) : [];
  return [...declarations, ...document.references(found.name)].map((location) => toLspLocation(snapshot, location));
}
