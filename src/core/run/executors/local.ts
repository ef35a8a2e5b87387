// Runs a command on this machine, in a session of its own, so that it can be ended with all it started and cannot
// outlive us (see wrapper.ts). The log is the command's own stdout and stderr: nothing is pumped through this process.
import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, statSync } from 'node:fs';
import { Duplex } from 'node:stream';
import { err, ok, type Result } from '../../base/result';
import { type TaskFailure } from '../events';
import type { Executor, Job, JobEnd } from '../executor';
import { attemptIo } from '../ioFailure';
import { exitFailure, killedFailure } from './exitFailure';
import { sampleMemory } from './memory';
import { endTree, livingProcesses, signalAll, type ProcessTree } from './processTree';
import { runOnWindows } from './windows';
import { attemptVariable, parseReport, wrapper } from './wrapper';

/** How a local executor behaves; tests shorten the grace. */
export interface LocalOptions {
  /** How long a process may take to end after SIGTERM. */
  readonly graceMs: number;
}

/** An executor for this machine. */
export function localExecutor(options: LocalOptions): Executor {
  return {
    kind: 'local',
    title: 'Runs the step on this machine.',
    run: (job, stop, kill) => runJob(job, options, stop, kill),
  };
}

/** The executor of every step that names no other. */
export const local = localExecutor({ graceMs: 10_000 });

/** Longest delay that a timer takes; a longer timeout is none. */
const longestTimer = 2 ** 31 - 1;

async function runJob(job: Job, options: LocalOptions, stop: AbortSignal, kill?: AbortSignal): Promise<JobEnd> {
  const started = performance.now();
  const failed = (failure: TaskFailure): JobEnd => ({
    result: err(failure),
    usage: { wallMs: Math.round(performance.now() - started) },
  });
  if (stop.aborted) return failed({ kind: 'interrupted' });
  if (!statSync(job.workingDirectory, { throwIfNoEntry: false })?.isDirectory()) {
    return failed({ kind: 'spawn', message: `the folder ${job.workingDirectory} does not exist` });
  }
  const log = attemptIo(job.log, () => openSync(job.log, 'a'));
  if (!log.ok) return failed({ kind: 'io', ...log.error });
  try {
    if (process.platform === 'win32') return await runOnWindows(job, log.value, stop);
    const child = await startWrapper(job, log.value);
    return child.ok ? await follow(child.value, job, options, stop, kill, started) : failed(child.error);
  } finally {
    closeSync(log.value);
  }
}

/** A started wrapper; its number and the socket that is both its lifeline and its report. */
interface Wrapper {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly socket: Duplex;
}

function startWrapper(job: Job, log: number): Promise<Result<Wrapper, TaskFailure>> {
  return new Promise((resolve) => {
    const refused = (error: Error) => {
      resolve(err({ kind: 'spawn', message: error.message }));
    };
    try {
      const child = spawn('/bin/sh', ['-c', wrapper, 'fairlead', job.command, job.attemptId], {
        cwd: job.workingDirectory,
        env: { ...job.env, [attemptVariable]: job.attemptId },
        detached: true,
        stdio: ['ignore', log, log, 'pipe'],
      });
      child.once('error', refused);
      const socket = child.stdio[3];
      if (child.pid !== undefined && socket instanceof Duplex) resolve(ok({ child, pid: child.pid, socket }));
    } catch (error) {
      // A command longer than the system takes (E2BIG) is refused at once.
      refused(error instanceof Error ? error : new Error(String(error)));
    }
  });
}

async function follow(
  { child, pid, socket }: Wrapper,
  job: Job,
  { graceMs }: LocalOptions,
  stop: AbortSignal,
  kill: AbortSignal | undefined,
  started: number,
): Promise<JobEnd> {
  const tree: ProcessTree = { leader: pid, since: started, attemptId: job.attemptId };
  let report = '';
  socket.on('data', (data: Buffer) => (report += data.toString('latin1')));
  // The socket breaks when the wrapper is killed from outside; its exit says so already.
  socket.on('error', () => undefined);
  const memory = sampleMemory(pid);
  const ending = endOn(job.timeoutMs, stop, kill, graceMs, (signal) => {
    // The wrapper and its watchdog are spared the last signal: they end by themselves and still report the CPU time.
    const spared = [pid, parseReport(report).watchdog];
    signalAll(
      signal === 'SIGKILL' ? livingProcesses(tree).filter((each) => !spared.includes(each)) : livingProcesses(tree),
      signal,
    );
  });
  const { code, signal } = await exited(child, socket);
  ending.dispose();
  const peakRssBytes = memory.stop();
  // A background process that the command left behind could still write outputs: the job ends with it.
  await endTree(tree, graceMs, kill);
  const { exitCode, cpuMs } = parseReport(report);
  const usage = { wallMs: Math.round(performance.now() - started), cpuMs, peakRssBytes };
  if (ending.cause === 'stop') return { result: err({ kind: 'interrupted' }), usage };
  if (ending.cause === 'timeout') return { result: err({ kind: 'timeout', timeoutMs: job.timeoutMs ?? 0 }), usage };
  if (exitCode === 0) return { result: ok(undefined), usage };
  return { result: err(exitCode === undefined ? killedFailure(code, signal) : exitFailure(exitCode, job.log)), usage };
}

/**
 * Resolves when the wrapper is gone and its last line is read. Ending our side of the socket then lets a watchdog that
 * outlived its wrapper (killed from outside) do its work.
 */
async function exited(
  child: ChildProcess,
  socket: Duplex,
): Promise<{ code: number | null; signal: NodeJS.Signals | null }> {
  const closed = new Promise<void>((resolve) => socket.once('close', resolve));
  const exit = await new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) => {
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    });
  });
  socket.end();
  await closed;
  return exit;
}

/** Why a job is being ended, if it is. */
interface Ending {
  readonly cause: 'stop' | 'timeout' | undefined;
  dispose(): void;
}

/** Ends the job by SIGTERM when its time is up or `stop` says so, and by SIGKILL after the grace or when `kill` says so. */
function endOn(
  timeoutMs: number | undefined,
  stop: AbortSignal,
  kill: AbortSignal | undefined,
  graceMs: number,
  send: (signal: NodeJS.Signals) => void,
): Ending {
  let cause: Ending['cause'];
  const timers: NodeJS.Timeout[] = [];
  const killNow = () => {
    send('SIGKILL');
    // Again until the wrapper is gone: something may have been forked while the first round was under way.
    timers.push(setTimeout(killNow, 50));
  };
  const end = (why: 'stop' | 'timeout') => {
    if (cause !== undefined) return;
    cause = why;
    send('SIGTERM');
    timers.push(setTimeout(killNow, graceMs));
  };
  const onStop = () => {
    end('stop');
  };
  const onKill = () => {
    end('stop');
    killNow();
  };
  stop.addEventListener('abort', onStop);
  kill?.addEventListener('abort', onKill);
  // Listeners hear nothing of an abort that came while the wrapper was being started.
  if (kill?.aborted === true) onKill();
  else if (stop.aborted) onStop();
  if (timeoutMs !== undefined && timeoutMs <= longestTimer) {
    timers.push(setTimeout(end, timeoutMs, 'timeout'));
  }
  return {
    get cause() {
      return cause;
    },
    dispose: () => {
      timers.forEach(clearTimeout);
      stop.removeEventListener('abort', onStop);
      kill?.removeEventListener('abort', onKill);
    },
  };
}
