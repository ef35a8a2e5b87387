// An editor and the real server on two ends of an in-memory connection, over a temporary folder with real files.
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import {
  createConnection,
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type Diagnostic,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { catalog } from '../../src/core/catalog';
import { openDiskFiles } from '../../src/core/project/diskFiles';
import { openSpec } from '../../src/core/spec/openSpec';
import { pathToUri } from '../../server/paths';
import type { StartPlanWorker } from '../../server/pipelines/pipelines';
import { serve } from '../../server/serve';
import { fixtureText, type Fixture } from '../fixtureText';

/** What a test may say and see. */
export interface Rig {
  readonly client: ProtocolConnection;
  readonly root: string;
  readonly fixture: Fixture;
  /** Everything that was published, oldest first. */
  readonly published: readonly PublishDiagnosticsParams[];
  /** The lines of the server's log. */
  readonly log: readonly string[];
  readonly uri: (file: string) => string;
  open(file: string, text?: string, languageId?: string): Promise<void>;
  change(file: string, version: number, text: string): Promise<void>;
  /** What is published of a file now. */
  diagnostics(file: string): readonly Diagnostic[] | undefined;
  /** Comes back when the server has dealt with everything sent before. */
  settled(): Promise<void>;
  /** Comes back when the server has asked for the settings and applied them. */
  configured(): Promise<void>;
  close(): Promise<void>;
}

/** What the editor of a rig can do and what it was set to. */
export interface RigOptions {
  readonly capabilities?: ClientCapabilities;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly startPlanWorker?: StartPlanWorker;
  /** Told what the server registers with the editor. */
  readonly onRegister?: (registrations: readonly unknown[]) => void;
  /** Told the ids of what it takes back. */
  readonly onUnregister?: (ids: readonly string[]) => void;
}

const noPlanning: StartPlanWorker = () => ({ post: () => undefined, dispose: () => undefined });

const snippetEditor: ClientCapabilities = {
  textDocument: { completion: { completionItem: { snippetSupport: true } } },
};

/** Writes the fixture's files, starts the server and introduces the editor. */
export async function openRig(source: string, options: RigOptions = {}): Promise<Rig> {
  const fixture = fixtureText(source);
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fairlead-server-')));
  for (const [file, text] of fixture.files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  const server = createConnection(new StreamMessageReader(toServer), new StreamMessageWriter(toClient));
  serve(server, {
    openSpec,
    diskFiles: openDiskFiles,
    catalog,
    rulePage: (code) => `https://example.com/${code}`,
    startPlanWorker: options.startPlanWorker ?? noPlanning,
  });
  server.listen();
  const client = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published: PublishDiagnosticsParams[] = [];
  const log: string[] = [];
  client.onNotification(
    'textDocument/publishDiagnostics',
    (params: PublishDiagnosticsParams) => void published.push(params),
  );
  client.onNotification('window/logMessage', ({ message }: { message: string }) => void log.push(message));
  let answered: () => void;
  const asked = new Promise<void>((resolve) => (answered = resolve));
  client.onRequest('workspace/configuration', ({ items }: { items: { section: string }[] }) => {
    answered();
    return items.map(({ section }) => options.settings?.[section] ?? null);
  });
  client.onRequest('client/registerCapability', ({ registrations }: { registrations: readonly unknown[] }) => {
    options.onRegister?.(registrations);
    return null;
  });
  client.onRequest(
    'client/unregisterCapability',
    ({ unregisterations }: { unregisterations: readonly { id: string }[] }) => {
      options.onUnregister?.(unregisterations.map(({ id }) => id));
      return null;
    },
  );
  client.listen();

  const uri = (file: string) => pathToUri(`${root}/${file}`);
  const settled = async () => {
    // Messages are dealt with in their order, so an answer proves that everything before it is done.
    await client.sendRequest('textDocument/foldingRange', { textDocument: { uri: uri('fairlead.yaml') } });
  };
  await client.sendRequest('initialize', {
    processId: null,
    rootUri: null,
    workspaceFolders: [{ uri: pathToUri(root), name: 'test' }],
    capabilities: options.capabilities ?? snippetEditor,
  });
  await client.sendNotification('initialized', {});
  return {
    client,
    root,
    fixture,
    published,
    log,
    uri,
    settled,
    async open(
      file,
      text = fixture.files.get(file) ?? '',
      languageId = file.endsWith('fairlead.yaml') ? 'fairlead' : 'yaml',
    ) {
      await client.sendNotification('textDocument/didOpen', {
        textDocument: { uri: uri(file), languageId, version: 1, text },
      });
      await settled();
    },
    async change(file, version, text) {
      const contentChanges = [{ text }];
      await client.sendNotification('textDocument/didChange', {
        textDocument: { uri: uri(file), version },
        contentChanges,
      });
      await settled();
    },
    async configured() {
      await asked;
      await settled(); // The answer to the server's question may go out behind this one, but not behind the next.
      await settled();
    },
    diagnostics: (file) => published.findLast((params) => params.uri === uri(file))?.diagnostics,
    async close() {
      // What the server asked of the editor is answered before the line goes dead.
      await settled();
      await settled();
      client.dispose();
      server.dispose();
      rmSync(root, { recursive: true, force: true });
    },
  };
}

/** Opens the fixture's first file, or the one that holds the cursor, hands the rig to `use`, and cleans up. */
export async function withRig<T>(source: string, use: (rig: Rig) => Promise<T>, options: RigOptions = {}): Promise<T> {
  const rig = await openRig(source, options);
  try {
    await rig.open(rig.fixture.cursors[0]?.file ?? [...rig.fixture.files.keys()][0] ?? '');
    return await use(rig);
  } finally {
    await rig.close();
  }
}

/** Sends a request about the place of the fixture's cursor. */
export function atCursor<R>(rig: Rig, method: string, more: object = {}): Promise<R> {
  const cursor = rig.fixture.cursors[0];
  if (cursor === undefined) throw new Error('the fixture has no cursor');
  return rig.client.sendRequest<R>(method, {
    textDocument: { uri: rig.uri(cursor.file) },
    position: cursor.position,
    ...more,
  });
}

/** A text after edits, applied as an editor does. */
export function applyEdits(
  text: string,
  edits: readonly { readonly range: Diagnostic['range']; readonly newText: string }[],
): string {
  const lines = text.split('\n');
  const offset = ({ line, character }: Diagnostic['range']['start']) =>
    lines.slice(0, line).reduce((sum, each) => sum + each.length + 1, 0) + character;
  const last = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return last.reduce(
    (t, { range, newText }) => t.slice(0, offset(range.start)) + newText + t.slice(offset(range.end)),
    text,
  );
}
