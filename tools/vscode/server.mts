// VS Code in the browser on a loopback port, with a data folder of its own that is gone afterwards.
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, createWriteStream } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { vscodeHost } from '../lib/paths.mts';
import { atEnd, run, start, stop } from '../lib/process.mts';
import { Stop } from '../lib/say.mts';

const entry = path.join(vscodeHost, 'node_modules', 'code-server', 'out', 'node', 'entry.js');

export interface ServerOptions {
  readonly settings: object;
  /** Without one the system chooses. */
  readonly port?: number;
  /** Installed as a user would install it. */
  readonly vsix?: string;
  /** Lets pages load an unpacked extension and its test suite; also hides toasts, so not for looking at. */
  readonly extensionTests?: boolean;
  /** Ends by itself after so many seconds without a page: the last net under a launcher that was killed. */
  readonly idleSeconds: number;
  readonly logFile?: string;
}

export interface VscodeServer {
  readonly port: number;
  readonly dataFolder: string;
  /** Resolves with the exit code if the server ends by itself. */
  readonly ended: Promise<number>;
  /** The page on a folder; `payload` as VS Code's web client reads it. */
  url(folder: string, payload?: readonly (readonly [string, string])[]): string;
  /** A path as the page names it. */
  remote(file: string): string;
  stop(): Promise<void>;
}

/** Starts the server and waits until it answers. */
export async function startVscodeServer(options: ServerOptions): Promise<VscodeServer> {
  const data = makeDataFolder(options.settings);
  const forget = atEnd(() => rmSync(data, { recursive: true, force: true, maxRetries: 3 }));
  const env = serverEnvironment(data);
  const common = [
    entry,
    '--config',
    `${data}/config.yaml`,
    '--user-data-dir',
    data,
    '--extensions-dir',
    `${data}/extensions`,
  ];
  if (options.vsix !== undefined) await installVsix(options.vsix, common, env);
  const port = options.port ?? (await freePort());
  const child = start(process.execPath, [...common, ...serverFlags(port, options)], { env });
  const log = keepLog(child, options.logFile);
  const ended = new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 128)));
  await untilReady(port, child, log);
  const remote = (file: string): string => `vscode-remote://127.0.0.1:${String(port)}${file}`;
  return {
    port,
    dataFolder: data,
    ended,
    remote,
    url: (folder, payload) => {
      const query = new URLSearchParams({ folder, ...(payload ? { payload: JSON.stringify(payload) } : {}) });
      return `http://127.0.0.1:${String(port)}/?${query.toString()}`;
    },
    stop: async () => {
      await stop(child);
      rmSync(data, { recursive: true, force: true, maxRetries: 3 });
      forget();
    },
  };
}

/** A short path, since it holds a Unix socket (108 bytes at most). */
function makeDataFolder(settings: object): string {
  const data = mkdtempSync(path.join(tmpdir(), 'fl-'));
  mkdirSync(path.join(data, 'User'));
  mkdirSync(path.join(data, 't'));
  writeFileSync(path.join(data, 'User', 'settings.json'), JSON.stringify(settings, undefined, 2));
  // Without one code-server writes into the user's ~/.config.
  writeFileSync(path.join(data, 'config.yaml'), 'auth: none\ncert: false\n');
  return data;
}

function serverEnvironment(data: string): NodeJS.ProcessEnv {
  const inherited = Object.keys(process.env).filter((name) => name.startsWith('VSCODE_') || name.startsWith('npm_'));
  return {
    ...Object.fromEntries(inherited.map((name) => [name, undefined])),
    NODE_OPTIONS: '',
    TMPDIR: `${data}/t`,
    XDG_DATA_HOME: `${data}/xdg`,
    // No gallery: nothing is asked of a shop on the network.
    EXTENSIONS_GALLERY: '{}',
  };
}

function serverFlags(port: number, options: ServerOptions): string[] {
  return [
    ...['--auth', 'none', '--bind-addr', `127.0.0.1:${String(port)}`, '--disable-telemetry', '--disable-update-check'],
    ...['--disable-proxy', '--disable-getting-started-override', '--ignore-last-opened', '--disable-workspace-trust'],
    ...['--reconnection-grace-time', '5', '--idle-timeout-seconds', String(options.idleSeconds)],
    ...(options.extensionTests ? ['--vscode-option', 'enable-smoke-test-driver'] : []),
  ];
}

async function installVsix(vsix: string, common: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const { code, output } = await run(process.execPath, [...common, '--force', '--install-extension', vsix], { env });
  if (code !== 0) throw new Stop(`VS Code refused to install ${vsix}:\n${output}`);
}

function keepLog(child: ChildProcess, file: string | undefined): () => string {
  const stream = file === undefined ? undefined : createWriteStream(file);
  let tail = '';
  const hear = (chunk: Buffer): void => {
    stream?.write(chunk);
    tail = (tail + chunk.toString()).slice(-4000);
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return () => tail;
}

/** Polls the page itself: the health address says 200 even when the page cannot be served. */
async function untilReady(port: number, child: ChildProcess, log: () => string): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline) {
    const status = await fetch(`http://127.0.0.1:${String(port)}/`).then(
      (response) => response.status,
      () => 0,
    );
    if (status === 200) return;
    if (status === 500 || child.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  await stop(child);
  throw new Stop(`VS Code in the browser did not start on port ${String(port)}:\n${log()}`);
}

/** A port that is free at this moment. */
export function freePort(): Promise<number> {
  return tryPort(0).then((port) => port ?? Promise.reject(new Stop('No free port on 127.0.0.1.')));
}

/** `port` (or any, for 0) when it can be bound on loopback. */
export function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
