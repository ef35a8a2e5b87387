// Runs the built terminal program on projects in temporary folders, as a user would: real processes, real files.
import { spawn, type ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll } from 'vitest';

const repository = resolve(import.meta.dirname, '../..');
const dist = join(repository, '.tmp', `cli-${process.pid}`);

/** How a process ended and what it wrote. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A process under way. */
export interface Started {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  /** Settles once the output (of both streams) holds `text`; fails when the process ends without it. */
  readonly says: (text: string) => Promise<void>;
}

/** A folder with files, gone after the tests. */
export interface Folder {
  readonly root: string;
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  read(path: string): string;
  exists(path: string): boolean;
  list(path: string): readonly string[];
  fairlead(...args: readonly string[]): Promise<Ended>;
  start(args: readonly string[], options?: StartOptions): Started;
}

/** How a process is started, where it matters. */
export interface StartOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly node?: string;
}

/** Bundles the program into a folder of this test process; call once at the top of a test file. */
export function useBuiltCli(): { readonly script: string } {
  beforeAll(async () => {
    // The bundler's description is CommonJS without types; this is the one function that tests need of it.
    const { build } = createRequire(import.meta.url)(join(repository, 'esbuild.js')) as {
      build: (options: { names: readonly string[]; outdir: string }) => Promise<unknown>;
    };
    await build({ names: ['cli', 'cliMain', 'digestWorker'], outdir: dist });
  });
  afterAll(() => rmSync(dist, { recursive: true, force: true }));
  return { script: join(dist, 'cli.js') };
}

const folders: string[] = [];
const children = new Set<ChildProcess>();

/** A new folder with these files (paths relative to it). */
export function makeFolder(files: Readonly<Record<string, string | Uint8Array>>, parent = tmpdir()): Folder {
  const root = realpathSync(mkdtempSync(join(parent, 'fairlead-')));
  folders.push(root);
  const start = (args: readonly string[], options: StartOptions = {}) => startCli(root, args, options);
  const folder: Folder = {
    root,
    write(more) {
      for (const [path, content] of Object.entries(more)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    exists: (path) => existsSync(join(root, path)),
    list: (path) => readdirSync(join(root, path)).sort(),
    fairlead: (...args) => start(args).ended,
    start,
  };
  folder.write(files);
  return folder;
}

/** Removes every folder of this file's tests, and what a failed test left running. */
export function removeFolders(): void {
  for (const child of children) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
}

/** A Node that runs the program without relaunching: this one, or the project's own when the tests run on an older one. */
export const projectNode = join(repository, 'node_modules', '.bin', 'node');

function startCli(
  root: string,
  args: readonly string[],
  { cwd = root, env = {}, node = projectNode }: StartOptions,
): Started {
  const child = spawn(node, [join(dist, 'cli.js'), ...args], { cwd, env: { ...plainEnvironment(), ...env } });
  return follow(child);
}

/** Follows a process that writes to pipes. */
export function follow(child: ChildProcess): Started {
  let stdout = '';
  let stderr = '';
  children.add(child);
  child.once('exit', () => children.delete(child));
  const listeners = new Set<() => void>();
  const heard = (stream: 'stdout' | 'stderr') => (chunk: string) => {
    if (stream === 'stdout') stdout += chunk;
    else stderr += chunk;
    for (const listener of [...listeners]) listener();
  };
  child.stdout?.setEncoding('utf8').on('data', heard('stdout'));
  child.stderr?.setEncoding('utf8').on('data', heard('stderr'));
  const ended = new Promise<Ended>((done) => {
    child.once('close', (code, signal) => done({ code, signal, stdout, stderr }));
  });
  const says = async (text: string) => {
    const seen = new Promise<void>((done) => {
      const look = () => {
        if (!`${stdout}${stderr}`.includes(text)) return;
        listeners.delete(look);
        done();
      };
      listeners.add(look);
      look();
    });
    const silent = ended.then(({ code }) => {
      if (!`${stdout}${stderr}`.includes(text)) {
        throw new Error(`ended with ${String(code)} without saying "${text}":\n${stdout}${stderr}`);
      }
    });
    await Promise.race([seen, silent]);
  };
  return { child, ended, says };
}

/** What a test must not inherit: colours, CI, a cache of compiled code in somebody's home. */
function plainEnvironment(): Record<string, string> {
  const unwanted = /^(CI|NO_COLOR|FORCE_COLOR|NODE_.*|VITEST.*|FAIRLEAD_.*)$/;
  return Object.fromEntries(
    Object.entries(process.env).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !unwanted.test(entry[0]),
    ),
  );
}
