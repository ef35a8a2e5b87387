// Child processes that never outlive us: whatever way this process ends, what it started ends too.
import { spawn, type ChildProcess } from 'node:child_process';
import { root } from './paths.mts';

const running = new Set<ChildProcess>();
const cleanups = new Set<() => void>();
let ending = false;

process.on('exit', endEverything);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
// The launcher (tools/run.mjs) holds the other end: when it is killed without a word, we go too.
process.on('disconnect', () => process.exit(130));

/** Runs `cleanup` when this process ends, whatever the way; call the result to take it back. */
export function atEnd(cleanup: () => void): () => void {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function endEverything(): void {
  if (ending) return;
  ending = true;
  for (const child of running) killTree(child, 'SIGKILL');
  for (const cleanup of cleanups) cleanup();
}

export interface Finished {
  readonly code: number;
  readonly output: string;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Sees the output while it grows. */
  readonly onOutput?: (text: string) => void;
}

/** Runs a command to its end and keeps what it said, both streams in their order. */
export async function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const child = start(command, args, options);
  let output = '';
  const hear = (chunk: Buffer): void => {
    output += chunk.toString();
    options.onOutput?.(chunk.toString());
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 128, output }));
  });
}

/** Starts a process in a group of its own, so that stopping it takes its children along. */
export function start(command: string, args: readonly string[], options: RunOptions = {}): ChildProcess {
  const child = spawn(command, args, {
    cwd: options.cwd ?? root,
    env: { ...process.env, ...options.env },
    detached: process.platform !== 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  child.on('exit', () => running.delete(child));
  return child;
}

/** Asks the whole group to stop, and after `graceMs` makes it. */
export async function stop(child: ChildProcess, graceMs = 3000): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  killTree(child, 'SIGTERM');
  const timer = setTimeout(() => killTree(child, 'SIGKILL'), graceMs);
  await gone;
  clearTimeout(timer);
  // What the group's leader left behind: the group outlives it while any member does.
  killTree(child, 'SIGKILL');
}

function killTree(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // Already gone.
  }
}

/** Runs a JavaScript tool of node_modules under the Node that runs us. */
export function runNode(script: string, args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  return run(process.execPath, [script, ...args], options);
}

/** npm as it was called, else the one on the PATH. */
export function runNpm(args: readonly string[], options: RunOptions = {}): Promise<Finished> {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) return runNode(script, args, options);
  return run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
}
