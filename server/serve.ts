// Routes what comes in on a connection to the session and to the features. `main.ts` gives it a process, the tests a pair
// of streams.
import {
  DidChangeWorkspaceFoldersNotification,
  TextDocumentSyncKind,
  type Connection,
  type InitializeResult,
  type ServerCapabilities,
} from 'vscode-languageserver';
import { features } from './features/index';
import { makeGuard } from './guard';
import { Session, type ServerParts } from './session';

/** Answers on `connection` from now on; the caller starts listening. */
export function serve(connection: Connection, parts: ServerParts): void {
  const guard = makeGuard(connection.console);
  let session: Session | undefined;

  connection.onInitialize((params): InitializeResult => {
    session = new Session(connection, guard, parts, params);
    return { capabilities: capabilities(), serverInfo: { name: 'Fairlead' } };
  });
  connection.onInitialized(() => session?.start());
  connection.onShutdown(() => session?.dispose());

  connection.onDidOpenTextDocument(({ textDocument }) => guard.turn('didOpen', () => session?.opened(textDocument)));
  connection.onDidChangeTextDocument((params) => guard.turn('didChange', () => session?.changed(params)));
  connection.onDidCloseTextDocument(({ textDocument }) =>
    guard.turn('didClose', () => session?.closed(textDocument.uri)),
  );
  connection.onDidSaveTextDocument(({ textDocument }) =>
    guard.turn('didSave', () => session?.filesChanged([textDocument.uri])),
  );
  connection.onDidChangeWatchedFiles(({ changes }) =>
    guard.turn('didChangeWatchedFiles', () => session?.filesChanged(changes.map(({ uri }) => uri))),
  );
  connection.onDidChangeConfiguration(() => guard.later('didChangeConfiguration', async () => session?.readSettings()));
  connection.onNotification(DidChangeWorkspaceFoldersNotification.type, ({ event }) =>
    guard.turn('didChangeWorkspaceFolders', () => session?.foldersChanged(event)),
  );

  const snapshot = (uri: string) => session?.workspace.snapshot(uri);
  for (const feature of features) feature.connect(connection, guard, snapshot, () => session?.specs);
  connection.onRequest('fairlead/pipelines', () =>
    guard.requestLater('pipelines', async () => session?.pipelines.all() ?? []),
  );
  connection.onRequest('fairlead/search', () =>
    guard.requestLater('search', async () => session?.pipelines.searchAgain() ?? []),
  );
  connection.onRequest('fairlead/refresh', (uri: unknown) =>
    guard.requestLater('refresh', async () => (typeof uri === 'string' ? session?.pipelines.refresh(uri) : undefined)),
  );
}

/** Each feature announces its own; the rest is how texts arrive. */
function capabilities(): ServerCapabilities {
  const texts: ServerCapabilities = {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
  return features.reduce((all, { capability }) => ({ ...all, ...capability }), texts);
}
