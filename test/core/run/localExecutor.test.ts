// The contract of an executor, on this machine, with real processes: what ends, how it is reported, and that nothing survives.
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../../src/core/run/executor';
import { livingProcesses } from '../../../src/core/run/executors/processTree';
import { localExecutor } from '../../../src/core/run/executors/local';
import { until } from './until';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'fairlead-local-'))));
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const never = new AbortController().signal;
let count = 0;

function job(command: string, more: Partial<Job> = {}): Job {
  const env = { PATH: process.env.PATH ?? '', FOLDER: folder };
  count += 1;
  return {
    attemptId: `test-${String(process.pid)}-${String(count)}-x`,
    command,
    workingDirectory: folder,
    env,
    log: join(folder, 'log'),
    ...more,
  };
}

const run = (what: Job, stop = never, kill?: AbortSignal, graceMs = 10_000) =>
  localExecutor({ graceMs }).run(what, stop, kill);
const log = () => readFileSync(join(folder, 'log'), 'utf8');
const outcome = async (command: string, more: Partial<Job> = {}) => {
  const { result } = await run(job(command, more));
  return result.ok ? 'ok' : result.error;
};

describe('a local job', () => {
  it('runs in its folder, with its environment, and writes its log itself, in order', async () => {
    mkdirSync(join(folder, 'sub'));
    expect(
      await outcome('pwd; echo "$GREETING" >&2; echo end', {
        workingDirectory: join(folder, 'sub'),
        env: { PATH: '/bin:/usr/bin', GREETING: 'hello' },
      }),
    ).toBe('ok');
    expect(log()).toBe(`${folder}/sub\nhello\nend\n`);
  });

  it('has no input to wait for', async () => {
    expect(await outcome('cat')).toBe('ok');
  });

  it.each([
    ['exit 3', { kind: 'exit', exitCode: 3 }],
    ['kill -SEGV $$', { kind: 'exit', exitCode: 139, signal: 'SIGSEGV' }],
    ['sh -c "kill -9 \\$\\$"; exit $?', { kind: 'exit', exitCode: 137, signal: 'SIGKILL' }],
    ['no-such-command --flag', { kind: 'command-not-found', command: 'no-such-command' }],
    // What dash says where the PATH holds a folder that may not be read.
    ['echo "sh: 1: nope: Permission denied" >&2; exit 127', { kind: 'command-not-found', command: 'nope' }],
    ['exit 127', { kind: 'exit', exitCode: 127 }],
    ['touch plain; ./plain', { kind: 'exit', exitCode: 126 }],
  ])('%s is reported as it ended', async (command, failure) => {
    expect(await outcome(command)).toEqual(failure);
  });

  it('names the folder that is missing', async () => {
    expect(await outcome('true', { workingDirectory: '/no/such/folder' })).toEqual({
      kind: 'spawn',
      message: 'the folder /no/such/folder does not exist',
    });
  });

  it('names the log that cannot be written', async () => {
    expect(await outcome('true', { log: '/no/such/log' })).toMatchObject({
      kind: 'io',
      code: 'ENOENT',
      path: '/no/such/log',
    });
  });

  it('refuses a command that is longer than the system takes', async () => {
    expect(await outcome(`true ${'x'.repeat(4_000_000)}`)).toMatchObject({ kind: 'spawn' });
  });

  it('is ended as a tree when its time is up, even by force', async () => {
    const what = job(`trap '' TERM; sh -c "trap '' TERM; sleep 1000" & sleep 1000 & while :; do wait; done`, {
      timeoutMs: 200,
    });
    const { result, usage } = await run(what, never, undefined, 100);
    expect(result).toEqual({ ok: false, error: { kind: 'timeout', timeoutMs: 200 } });
    expect(usage.cpuMs).toBeTypeOf('number');
    expect(livingProcesses({ attemptId: what.attemptId })).toEqual([]);
  });

  it('is asked to end before it is killed', async () => {
    const stop = new AbortController();
    const what = job(`trap 'echo asked; exit 0' TERM; touch ready; while :; do sleep 0.01; done`);
    const running = run(what, stop.signal);
    await until(() => existsSync(join(folder, 'ready')));
    stop.abort();
    expect((await running).result).toEqual({ ok: false, error: { kind: 'interrupted' } });
    expect(log()).toContain('asked\n');
  });

  it('hears a request that comes while it is being started', async () => {
    const stop = new AbortController();
    const running = run(job('sleep 1000'), stop.signal);
    stop.abort();
    expect((await running).result).toEqual({ ok: false, error: { kind: 'interrupted' } });
    expect((await run(job('touch ran'), stop.signal)).result.ok).toBe(false);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  });

  it('gets no grace on the second request', async () => {
    const [stop, kill] = [new AbortController(), new AbortController()];
    const running = run(job(`trap '' TERM; touch ready; while :; do sleep 0.01; done`), stop.signal, kill.signal, 1e6);
    await until(() => existsSync(join(folder, 'ready')));
    stop.abort();
    kill.abort();
    expect((await running).result).toEqual({ ok: false, error: { kind: 'interrupted' } });
  });

  it('takes along children in sessions of their own and those that it left behind', async () => {
    const what = job('setsid sleep 1000 & sleep 1000 & echo done');
    expect((await run(what)).result.ok).toBe(true);
    expect(livingProcesses({ attemptId: what.attemptId })).toEqual([]);
  });

  it('is a failure with its signal when its shell is killed from outside, and leaves nothing', async () => {
    const what = job('setsid sleep 1000 & kill -9 $PPID; sleep 1000');
    expect((await run(what)).result).toEqual({ ok: false, error: { kind: 'exit', exitCode: 137, signal: 'SIGKILL' } });
    expect(livingProcesses({ attemptId: what.attemptId })).toEqual([]);
  });

  it.runIf(process.platform === 'linux')(
    'knows the CPU time of all its children and the peak of the largest',
    async () => {
      const busy = `python3 -c "
import time
block = bytearray(64 << 20)
end = time.process_time() + 0.3
while time.process_time() < end: pass"`;
      const { usage } = await run(job(`${busy} & ${busy}; wait`));
      expect(usage.cpuMs).toBeGreaterThanOrEqual(600);
      expect(usage.cpuMs).toBeLessThan(3000);
      expect(usage.peakRssBytes).toBeGreaterThan(64 << 20);
      expect(usage.peakRssBytes).toBeLessThan(128 << 20);
    },
  );
});
