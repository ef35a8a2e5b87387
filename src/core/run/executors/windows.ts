// Running a command on Windows: no process groups, so the tree is ended by `taskkill /T`. There is no lifeline: a command
// outlives us when we are killed. CPU time and memory are not measured, and absent figures say so.
import { spawn } from 'node:child_process';
import { err, ok } from '../../base/result';
import type { Job, JobEnd } from '../executor';
import { attemptVariable } from './wrapper';

/** Runs `job` under the system's shell, its output going to the open file `log`. */
export async function runOnWindows(job: Job, log: number, stop: AbortSignal): Promise<JobEnd> {
  const started = performance.now();
  const child = spawn(job.command, {
    shell: true,
    windowsHide: true,
    cwd: job.workingDirectory,
    env: { ...job.env, [attemptVariable]: job.attemptId },
    stdio: ['ignore', log, log],
  });
  let cause: 'stop' | 'timeout' | undefined;
  const end = (why: 'stop' | 'timeout') => {
    cause ??= why;
    if (child.pid !== undefined) spawn('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
  };
  const onStop = () => {
    end('stop');
  };
  stop.addEventListener('abort', onStop);
  const timer = job.timeoutMs === undefined ? undefined : setTimeout(end, job.timeoutMs, 'timeout');
  const exit = await new Promise<number | Error>((resolve) => {
    child.once('error', resolve);
    child.once('exit', (code) => {
      resolve(code ?? 1);
    });
  });
  clearTimeout(timer);
  stop.removeEventListener('abort', onStop);
  const usage = { wallMs: Math.round(performance.now() - started) };
  if (cause === 'stop') return { result: err({ kind: 'interrupted' }), usage };
  if (cause === 'timeout') return { result: err({ kind: 'timeout', timeoutMs: job.timeoutMs ?? 0 }), usage };
  if (exit instanceof Error) return { result: err({ kind: 'spawn', message: exit.message }), usage };
  // cmd.exe answers 9009 for a command it does not find.
  if (exit === 9009)
    return { result: err({ kind: 'command-not-found', command: job.command.split(' ')[0] ?? '' }), usage };
  return { result: exit === 0 ? ok(undefined) : err({ kind: 'exit', exitCode: exit }), usage };
}
