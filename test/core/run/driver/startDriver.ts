// Starts the driver: a writer in a process of its own that a test may kill at any moment.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parseJournal } from '../../../../src/core/run/journal';
import type { RunEvent } from '../../../../src/core/run/events';
import type { Tasks, TestProject } from '../testProject';

/** A started driver and what it says. */
export interface RunningDriver {
  readonly child: ChildProcess;
  /** The events printed so far. */
  readonly events: () => readonly RunEvent[];
  /** How many changes of the disk it made; known when it ended well. */
  readonly changes: () => number;
  /** What it said went wrong. */
  readonly complaint: () => string;
  readonly exited: Promise<void>;
}

/** Builds the driver once; dispose it when all tests are done. */
export class Driver {
  readonly #folder = mkdtempSync(join(tmpdir(), 'fairlead-driver-'));
  readonly #script = join(this.#folder, 'driver.cjs');

  constructor() {
    buildSync({
      entryPoints: [join(import.meta.dirname, 'main.ts')],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: this.#script,
      logLevel: 'silent',
    });
  }

  start(project: TestProject, tasks: Tasks, env: NodeJS.ProcessEnv = {}): RunningDriver {
    const tasksFile = join(project.root, 'tasks.json');
    writeFileSync(tasksFile, JSON.stringify(tasks));
    const child = spawn(process.execPath, [this.#script, project.root, tasksFile], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, complaint] = ['', ''];
    child.stdout.on('data', (data: Buffer) => (out += data.toString()));
    child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
    return {
      child,
      events: () => parseJournal(out),
      changes: () => Number(complaint),
      complaint: () => complaint,
      exited: new Promise((resolve) =>
        child.once('close', () => {
          resolve();
        }),
      ),
    };
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
