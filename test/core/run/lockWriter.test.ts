// When the lock file is written while tasks end.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { err, ok, type Result } from '../../../src/core/base/result';
import type { IoFailure } from '../../../src/core/cache/cache';
import { sha256 } from '../../../src/core/cache/sha256';
import { LockWriter } from '../../../src/core/run/lockWriter';
import type { Lock, LockedTask } from '../../../src/core/plan/lock';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const locked: LockedTask = { fingerprint: sha256('it'), command: 'true', params: {}, env: {}, inputs: {}, outputs: {} };

/** A writer whose every write takes `costMs`; `sizes` grows by the number of entries each time one is written. */
function writerThatTakes(costMs: number, answer: () => Result<void, IoFailure> = () => ok(undefined)) {
  const sizes: number[] = [];
  const write = (lock: Lock) => {
    vi.advanceTimersByTime(costMs);
    sizes.push(lock.size);
    return answer();
  };
  return { writer: new LockWriter(new Map(), write), sizes };
}

/** A task ends every 100 ms for `seconds`. */
function endTasks(writer: LockWriter, seconds: number): void {
  for (let ended = 0; ended < seconds * 10; ended += 1) {
    writer.set(`task${String(ended)}`, locked);
    vi.advanceTimersByTime(100);
  }
}

it('writes a small lock about once a second, and nothing while no task ends', () => {
  const { writer, sizes } = writerThatTakes(0);
  endTasks(writer, 3);
  expect(sizes).toEqual([10, 20, 30]);
  vi.advanceTimersByTime(60_000);
  expect(sizes).toHaveLength(3);
});

it('writes a large lock so seldom that writing stays a small share of the time', () => {
  const { writer, sizes } = writerThatTakes(200);
  endTasks(writer, 60);
  expect(sizes.length).toBeGreaterThan(1);
  expect(sizes.length * 200).toBeLessThan(60_000 * 0.05);
});

it('writes at the end what is not written yet, again when the disk refused before', () => {
  let full = true;
  const refused = err({ code: 'ENOSPC', path: 'fairlead.lock', message: 'full' });
  const { writer, sizes } = writerThatTakes(0, () => (full ? refused : ok(undefined)));
  writer.set('task', locked);
  expect(writer.flush()).toEqual(refused);
  full = false;
  expect(writer.flush()).toEqual(ok(undefined));
  expect(writer.flush()).toEqual(ok(undefined));
  expect(sizes).toEqual([1, 1]);
});
