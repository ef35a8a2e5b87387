// A copy of an example, and the terminal program on it, as a user has them.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.join(import.meta.dirname, '..', '..');
const leftovers = new Set(['build', '.fairlead', 'fairlead.lock', '__pycache__', '.venv', 'mlruns']);

/** What a command said, and how it ended. */
export interface Said {
  readonly code: number;
  readonly output: string;
}

/** A fresh copy of an example, gone after the tests. */
export class Example {
  readonly folder: string;
  readonly #cli: string;

  private constructor(folder: string, cli: string) {
    this.folder = folder;
    this.#cli = cli;
  }

  /** Copies the example and builds the terminal program beside it, so that no one else's build is in the way. */
  static async copy(name: string): Promise<Example> {
    const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'fairlead-example-')));
    const folder = path.join(parent, name);
    cpSync(path.join(root, 'examples', name), folder, {
      recursive: true,
      filter: (source) => !leftovers.has(path.basename(source)),
    });
    const bundler = createRequire(import.meta.url)(path.join(root, 'esbuild.js')) as Bundler;
    const outdir = path.join(parent, 'dist');
    await bundler.build({ names: ['cli', 'cliMain', 'digestWorker'], outdir });
    return new Example(folder, path.join(outdir, 'cli.js'));
  }

  remove(): void {
    rmSync(path.dirname(this.folder), { recursive: true, force: true, maxRetries: 3 });
  }

  /** `fairlead <args>` in the example's folder. */
  fairlead(...args: readonly string[]): Promise<Said> {
    return this.run(process.execPath, this.#cli, ...args);
  }

  run(command: string, ...args: readonly string[]): Promise<Said> {
    return new Promise((resolve) => {
      execFile(command, args, { cwd: this.folder, maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
        const code = error ? (typeof error.code === 'number' ? error.code : 128) : 0;
        resolve({ code, output: stdout + stderr });
      });
    });
  }

  json(file: string): Record<string, unknown> {
    // A file that the example itself wrote; the tests look at single values of it.
    return JSON.parse(this.read(file)) as Record<string, unknown>;
  }

  read(file: string): string {
    return readFileSync(path.join(this.folder, file), 'utf8');
  }
}

/** What esbuild.js exports, which is plain JavaScript. */
interface Bundler {
  build(options: { names: readonly string[]; outdir: string }): Promise<unknown>;
}
