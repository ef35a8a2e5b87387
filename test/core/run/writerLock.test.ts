// One writer, and a lock that a dead process cannot hold.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireWriterLock, type LockHolder, lockHolder } from '../../../src/core/run/writerLock';
import { ownIdentity } from '../../../src/core/run/processIdentity';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-lock-'));
  path = join(folder, 'sub/writer.lock');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const acquire = (more = {}) => acquireWriterLock(path, { command: 'fairlead run', ...more });

async function mustAcquire(more = {}) {
  const lock = await acquire(more);
  if (!lock.ok) throw new Error(JSON.stringify(lock.error));
  return lock.value;
}

/** Leaves a lock file behind as a process of that identity would have. */
async function leaveLock(more: Partial<LockHolder>) {
  (await mustAcquire()).dispose();
  const holder: LockHolder = { ...ownIdentity(), command: 'fairlead run', since: Date.now(), ...more };
  writeFileSync(path, JSON.stringify(holder));
}

/** The number of a process that has just ended. */
function deadPid(): Promise<number> {
  const child = spawn('true');
  return new Promise((resolve) =>
    child.once('exit', () => {
      resolve(child.pid ?? 0);
    }),
  );
}

describe('the writer lock', () => {
  it('is held by one at a time and names its holder', async () => {
    const lock = await mustAcquire();
    const second = await acquire();
    const message = expect.stringMatching(
      new RegExp(`^held by pid ${String(process.pid)} on ${hostname()} since \\d\\d:\\d\\d \\(fairlead run\\)$`),
    ) as string;
    expect(second).toMatchObject({ ok: false, error: { kind: 'held', message } });
    expect(lockHolder(path)?.pid).toBe(process.pid);
    lock.dispose();
    expect([lockHolder(path), existsSync(path)]).toEqual([undefined, false]);
    (await mustAcquire()).dispose();
  });

  it('is waited for, the holder being named once', async () => {
    const first = await mustAcquire();
    const messages: string[] = [];
    const second = mustAcquire({
      wait: true,
      onWaiting: (message: string) => {
        messages.push(message);
        first.dispose();
      },
    });
    (await second).dispose();
    expect(messages).toHaveLength(1);
  });

  it('is waited for until told not to', async () => {
    const first = await mustAcquire();
    const stop = new AbortController();
    const waiting = acquire({
      wait: true,
      signal: stop.signal,
      onWaiting: () => {
        stop.abort();
      },
    });
    expect(await waiting).toEqual({ ok: false, error: { kind: 'cancelled' } });
    first.dispose();
  });

  it.each([
    ['a process that is gone', async () => ({ pid: await deadPid() })],
    ['a process whose number another one has now', () => ({ startTime: '1' })],
    ['a machine that was started anew', () => ({ boot: 'another' })],
  ])('is taken from %s', async (_, holder) => {
    await leaveLock(await holder());
    expect(lockHolder(path)).toBeUndefined();
    (await mustAcquire()).dispose();
    expect(readdirSync(join(folder, 'sub'))).toEqual([]);
  });

  it.each([
    ['another machine', { host: 'elsewhere' }],
    ['another container', { namespace: 'pid:[1]' }],
  ])('is not taken from a holder on %s, unless it has been silent for long', async (_, holder) => {
    await leaveLock(holder);
    expect(await acquire()).toMatchObject({ ok: false, error: { kind: 'held' } });
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(path, longAgo, longAgo);
    (await mustAcquire()).dispose();
  });

  it('that was damaged when the power failed is taken once it is old', async () => {
    await leaveLock({});
    writeFileSync(path, '{"pid": 12');
    expect(await acquire()).toMatchObject({ ok: false, error: { kind: 'held' } });
    const longAgo = new Date(Date.now() - 600_000);
    utimesSync(path, longAgo, longAgo);
    (await mustAcquire()).dispose();
  });

  it('is left alone when it is no longer ours', async () => {
    const lock = await mustAcquire();
    writeFileSync(path, JSON.stringify({ ...ownIdentity(), command: 'other', since: 0 }));
    lock.dispose();
    expect(readFileSync(path, 'utf8')).toContain('other');
  });

  it('is taken by exactly one of many that find it dead', async () => {
    for (let round = 0; round < 20; round += 1) {
      await leaveLock({ startTime: '1' });
      const all = await Promise.all(Array.from({ length: 8 }, () => acquire()));
      const taken = all.filter(({ ok }) => ok);
      expect(taken).toHaveLength(1);
      for (const lock of taken) if (lock.ok) lock.value.dispose();
    }
  });

  it('passes through the hands of processes that all die holding it', async () => {
    const script = join(folder, 'contender.cjs');
    const entry = join(import.meta.dirname, 'driver/contender.ts');
    buildSync({
      entryPoints: [entry],
      bundle: true,
      platform: 'node',
      format: 'cjs',
      outfile: script,
      logLevel: 'silent',
    });
    const contend = () => new Promise((resolve) => spawn(process.execPath, [script, folder]).once('exit', resolve));
    await Promise.all(Array.from({ length: 10 }, contend));
    expect(readFileSync(join(folder, 'words'), 'utf8')).toBe('alone\n'.repeat(10));
  });

  it('says what the disk refuses', async () => {
    writeFileSync(join(folder, 'sub'), 'a file where a folder should be');
    expect(await acquire()).toMatchObject({
      ok: false,
      error: { kind: 'io', failure: { code: expect.any(String) as string } },
    });
  });
});
