// The shape of a feature: what the server announces and how it answers, declared together so that neither is forgotten.
import type {
  CancellationToken,
  Connection,
  ProtocolRequestType,
  ResponseError,
  ServerCapabilities,
  TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { Guard } from './guard';
import type { Snapshot } from './snapshot';
import type { WorkspaceSpecs } from './workspaceSpecs';

/** A feature in the registry; `connect` hides its parameters' types so that all of them fit one list. */
export interface Feature {
  readonly capability: ServerCapabilities;
  connect(
    connection: Connection,
    guard: Guard,
    snapshot: (uri: string) => Snapshot | undefined,
    specs: () => WorkspaceSpecs | undefined,
  ): void;
}

/** A feature that answers one request about one open spec. Anything but a spec is answered with null. */
export function feature<P extends { readonly textDocument: TextDocumentIdentifier }, R, PR, RO>(definition: {
  readonly request: ProtocolRequestType<P, R | null, PR, void, RO>;
  readonly capability: ServerCapabilities;
  /** A `ResponseError` is a refusal that the user has to read; faults are thrown. */
  handle(snapshot: Snapshot, params: P): R | ResponseError | null;
}): Feature {
  const { request, capability } = definition;
  return {
    capability,
    connect(connection, guard, snapshot) {
      // By name, since the typed overload cannot see through `R`; `definition` has already bound `P` to the request.
      connection.onRequest<unknown, unknown>(request.method, (params: P, token: CancellationToken) =>
        guard.request(request.method, token, () => {
          const open = snapshot(params.textDocument.uri);
          return open === undefined ? null : definition.handle(open, params);
        }),
      );
    },
  };
}
