// The shipped bundle as a process, spoken to over its real streams: what in-memory connections cannot show.
import { fork, spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type CompletionList,
  type InitializeResult,
  type Location,
  type ProtocolConnection,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { pathToUri } from '../../server/paths';
import type { PipelinesNotifications, PipelineView } from '../../src/protocol/pipelines';

const dist = mkdtempSync(join(tmpdir(), 'fairlead-dist-'));
const folders = [dist];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

beforeAll(async () => {
  // The build script is CommonJS without types; this is the part of it that tests use.
  const esbuild = createRequire(import.meta.url)('../../esbuild.js') as {
    build(options: { names: readonly string[]; outdir: string }): Promise<unknown>;
  };
  await esbuild.build({ names: ['server', 'planWorker', 'digestWorker', 'cli', 'cliMain'], outdir: dist });
});

const specText = `fairlead: 1
params: params.yaml
steps:
  prepare:
    run: cp in.txt out.txt
    inputs: [in.txt]
    outputs: [out.txt]
  train:
    run: cp out.txt model.txt
    inputs: [out.txt]
    outputs: [model.txt]
    params: [rate]
`;

type PipelinesChange = Parameters<PipelinesNotifications['pipelinesChanged']>[0];

interface Server {
  readonly process: ChildProcessWithoutNullStreams;
  readonly client: ProtocolConnection;
  readonly root: string;
  readonly uri: string;
  readonly initialized: InitializeResult;
  readonly changes: PipelinesChange[];
  /** The next view of the pipeline that is sent and for which `holds`. */
  readonly viewWhere: (holds: (view: PipelineView) => boolean) => Promise<PipelineView>;
  readonly open: (text: string) => Promise<void>;
  /** The next diagnostics that are published of the spec. */
  readonly nextDiagnostics: () => Promise<PublishDiagnosticsParams>;
}

let running: ChildProcessWithoutNullStreams | undefined;
afterEach(() => void running?.kill());

/** Starts the bundle on a small project and introduces an editor. */
async function startServer(): Promise<Server> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fairlead-stdio-')));
  folders.push(root);
  writeFileSync(join(root, 'fairlead.yaml'), specText);
  writeFileSync(join(root, 'params.yaml'), 'rate: 0.1\n');
  writeFileSync(join(root, 'in.txt'), 'a\n');
  const process = spawn(globalThis.process.execPath, [join(dist, 'server.js'), '--stdio'], { cwd: root });
  running = process;
  const client = createProtocolConnection(
    new StreamMessageReader(process.stdout),
    new StreamMessageWriter(process.stdin),
  );
  const waiting: ((params: PublishDiagnosticsParams) => void)[] = [];
  const changes: PipelinesChange[] = [];
  const watchers = new Set<(change: PipelinesChange) => void>();
  client.onNotification('textDocument/publishDiagnostics', (params: PublishDiagnosticsParams) =>
    waiting.shift()?.(params),
  );
  client.onNotification('fairlead/pipelinesChanged', (change: PipelinesChange) => {
    changes.push(change);
    for (const watcher of watchers) watcher(change);
  });
  client.listen();
  const uri = pathToUri(`${root}/fairlead.yaml`);
  const initialized = await client.sendRequest<InitializeResult>('initialize', {
    processId: globalThis.process.pid,
    rootUri: null,
    workspaceFolders: [{ uri: pathToUri(root), name: 'test' }],
    capabilities: {},
  });
  await client.sendNotification('initialized', {});
  return {
    process,
    client,
    root,
    uri,
    initialized,
    changes,
    viewWhere: (holds) =>
      new Promise((resolve) => {
        const watcher = ({ changed }: PipelinesChange) => {
          const view = changed.find(holds);
          if (view === undefined) return;
          watchers.delete(watcher);
          resolve(view);
        };
        watchers.add(watcher);
      }),
    open: (text) =>
      client.sendNotification('textDocument/didOpen', {
        textDocument: { uri, languageId: 'fairlead', version: 1, text },
      }),
    nextDiagnostics: () => new Promise((resolve) => waiting.push(resolve)),
  };
}

test('it introduces itself with what its features announce', async () => {
  const { initialized } = await startServer();
  expect(initialized.serverInfo?.name).toBe('Fairlead');
  expect(initialized.capabilities).toMatchObject({
    completionProvider: {},
    hoverProvider: true,
    definitionProvider: true,
    referencesProvider: true,
    documentSymbolProvider: {},
    codeLensProvider: {},
    codeActionProvider: {},
    foldingRangeProvider: true,
    documentLinkProvider: {},
  });
});

test('a typo is a problem on its exact range, and typing the right word takes it back', async () => {
  const { client, uri, open, nextDiagnostics } = await startServer();
  const opened = nextDiagnostics();
  await open(specText.replace('outputs: [model', 'outpts: [model'));
  const range = { start: { line: 10, character: 4 }, end: { line: 10, character: 10 } };
  expect((await opened).diagnostics).toMatchObject([{ range, source: 'fairlead' }]);
  const fixed = nextDiagnostics();
  const contentChanges = [{ range, text: 'outputs' }];
  await client.sendNotification('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges });
  expect(await fixed).toMatchObject({ version: 2, diagnostics: [] });
});

test('completion and definition survive the wire', async () => {
  const { client, uri, open } = await startServer();
  await open(`${specText}    needs: []\n`);
  const textDocument = { uri };
  const position = { line: 12, character: 12 };
  const list = await client.sendRequest<CompletionList>('textDocument/completion', { textDocument, position });
  expect(list.items.map(({ label }) => label)).toEqual(['prepare']);
  const onInput = { line: 9, character: 15 };
  const found = await client.sendRequest<Location[]>('textDocument/definition', { textDocument, position: onInput });
  expect(found).toMatchObject([{ uri, range: { start: { line: 3, character: 2 } } }]);
});

test('pipelines are found and planned in the worker, and planned again on request', async () => {
  const { client, uri, root, changes } = await startServer();
  const pipelines = await client.sendRequest<PipelineView[]>('fairlead/pipelines');
  expect(pipelines).toMatchObject([
    {
      uri,
      specPath: `${root}/fairlead.yaml`,
      errors: 0,
      steps: [
        { name: 'prepare', state: 'stale', needs: [], tasks: [{ reasons: ['never ran'] }] },
        { name: 'train', state: 'stale', needs: ['prepare'] },
      ],
    },
  ]);
  expect(changes.flatMap(({ changed }) => changed.map((view) => view.uri))).toEqual([uri]);
  writeFileSync(join(root, 'fairlead.yaml'), specText.replace('    params: [rate]', '    params: [speed]'));
  const broken = await client.sendRequest<PipelineView>('fairlead/refresh', uri);
  expect(broken).toMatchObject({
    errors: 1,
    problem: '1 error in the spec.',
    steps: [{ state: 'unknown' }, { state: 'unknown' }],
  });
  expect(await client.sendRequest('fairlead/refresh', 'file:///no/such/fairlead.yaml')).toBeNull();
});

test('steps that run elsewhere show while they run, are fresh in the end, and stale with a reason when their input changes', async () => {
  const { client, root, uri, viewWhere } = await startServer();
  // The first step ends when the test has seen it run.
  const waiting = specText.replace('run: cp', 'run: while [ ! -f seen ]; do sleep 0.05; done; cp');
  writeFileSync(join(root, 'fairlead.yaml'), waiting);
  await client.sendRequest('fairlead/pipelines');
  const isRunning = viewWhere(({ running }) => running !== undefined);
  const isFresh = viewWhere(
    ({ running, steps }) => running === undefined && steps.every(({ state }) => state === 'fresh'),
  );
  const run = spawn(globalThis.process.execPath, [join(dist, 'cli.js'), 'run'], { cwd: root, stdio: 'ignore' });
  expect((await isRunning).running).toEqual({ execution: expect.any(String) as string, done: 0, total: 2 });
  writeFileSync(join(root, 'seen'), '');
  expect(await once(run, 'exit')).toEqual([0, null]);
  const [prepare] = (await isFresh).steps;
  expect(prepare?.tasks[0]).toMatchObject({ reasons: [], logUri: expect.stringContaining('prepare') as string });
  const isStale = viewWhere(({ steps }) => steps[0]?.state === 'stale');
  writeFileSync(join(root, 'in.txt'), 'b\n');
  const changes = [{ uri: uri.replace('fairlead.yaml', 'in.txt'), type: 2 }];
  await client.sendNotification('workspace/didChangeWatchedFiles', { changes });
  expect((await isStale).steps.map(({ tasks }) => tasks[0]?.reasons)).toMatchObject([
    ['data changed: in.txt'],
    [expect.stringContaining('prepare')],
  ]);
});

test('garbage on the wire and nonsense in requests do not end it', async () => {
  const { client, process, uri, open, nextDiagnostics } = await startServer();
  process.stdin.write('nonsense\r\n\r\n');
  process.stdin.write('Content-Length: 5\r\n\r\n{"a":');
  let refused = '';
  client.sendRequest('textDocument/hover', { no: 'document' }).catch((error: unknown) => (refused = String(error)));
  // What arrives in one piece with garbage is read when the next bytes come, so bytes keep coming.
  while (refused === '') {
    await client.sendNotification('$/nothing');
    await setImmediate();
  }
  expect(refused).toMatch(/could not answer/);
  await expect(client.sendRequest('no/such/method')).rejects.toThrow();
  const opened = nextDiagnostics();
  await open(specText);
  expect(await opened).toMatchObject({ uri, diagnostics: [] });
});

test('it ends when its input ends', async () => {
  const { process } = await startServer();
  const exit = once(process, 'exit');
  process.stdin.end();
  await exit;
});

test('it ends in order after shutdown and exit', async () => {
  const { client, process } = await startServer();
  await client.sendRequest('fairlead/pipelines');
  const exit = once(process, 'exit');
  await client.sendRequest('shutdown');
  await client.sendNotification('exit');
  expect((await exit)[0]).toBe(0);
});

test('over IPC it answers as well, and ends when the editor is gone', async () => {
  const server = fork(join(dist, 'server.js'), ['--node-ipc']);
  const answer = once(server, 'message');
  const params = { processId: null, rootUri: null, workspaceFolders: null, capabilities: {} };
  server.send({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  expect((await answer)[0]).toMatchObject({ id: 1, result: { serverInfo: { name: 'Fairlead' } } });
  const exit = once(server, 'exit');
  server.disconnect();
  await exit;
});
