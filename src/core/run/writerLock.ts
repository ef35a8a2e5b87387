// One writer per pipeline. The lock is a file that names its holder so well that a dead one is recognised: a lock is never
// left behind for a person to delete. Two that find the same dead lock cannot both take it away: doing so needs a lock
// of its own, named after the dead one.
import {
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result } from '../base/result';
import type { Disposable } from '../base/scope';
import type { IoFailure } from '../cache/cache';
import { ioFailure, systemCode } from '../cache/ioFailure';

import { isAlive, ownIdentity, type ProcessIdentity } from './processIdentity';

/** Who holds the lock, as its file says. */
export interface LockHolder extends ProcessIdentity {
  /** What it does: `fairlead run`. */
  readonly command: string;
  /** Milliseconds since 1970. */
  readonly since: number;
}

/** Why the lock was not taken. */
export type LockFailure =
  | { readonly kind: 'held'; readonly holder: LockHolder; readonly message: string }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'io'; readonly failure: IoFailure };

export interface LockOptions {
  /** What we do, for the message others see. */
  readonly command: string;
  /** Wait until the lock is free instead of answering `held`. */
  readonly wait?: boolean;
  /** Ends the waiting. */
  readonly signal?: AbortSignal;
  /** Called once for each holder that is waited for. */
  readonly onWaiting?: (message: string) => void;
}

/** A holder on another machine touches its lock this often, since its process cannot be looked for from here… */
const heartbeatMs = 15_000;
/** …and is dead after this long without. */
const heartbeatLimitMs = 120_000;
const pollMs = 200;

/** Takes the lock at `path`; dispose the result to release it. */
export async function acquireWriterLock(path: string, options: LockOptions): Promise<Result<Disposable, LockFailure>> {
  let announced: string | undefined;
  for (;;) {
    const taken = tryAcquire(path, options.command);
    if (taken.ok || taken.error.kind !== 'held' || options.wait !== true) return taken;
    const { holder, message } = taken.error;
    if (announced !== holder.nonce) options.onWaiting?.(message);
    announced = holder.nonce;
    await delay(pollMs, undefined, { signal: options.signal }).catch(() => undefined);
    if (options.signal?.aborted === true) return err({ kind: 'cancelled' });
  }
}

/** The living holder of the lock at `path`, if there is one: for those who only look. */
export function lockHolder(path: string): LockHolder | undefined {
  const holder = readHolder(path);
  return holder !== undefined && !isDead(path, holder) ? holder : undefined;
}

function tryAcquire(path: string, command: string): Result<Disposable, LockFailure> {
  const holder: LockHolder = { ...ownIdentity(), command, since: Date.now() };
  try {
    mkdirSync(dirname(path), { recursive: true });
    // Twice: what was dead is taken away, then there is one honest attempt.
    for (let tries = 0; tries < 2; tries += 1) {
      if (createWhole(path, holder)) return ok(heldLock(path, holder));
      const other = readHolder(path);
      if (other !== undefined && !isDead(path, other)) return held(other);
      if (other !== undefined) removeDead(path, other, command);
    }
    const other = readHolder(path);
    // The file is neither ours nor readable: somebody is releasing and taking it this very moment.
    return held(other ?? { ...holder, pid: 0, command: 'another process' });
  } catch (error) {
    return err({ kind: 'io', failure: ioFailure(error, path, 'write') });
  }
}

function held(holder: LockHolder): Result<never, LockFailure> {
  const since = new Date(holder.since).toTimeString().slice(0, 5);
  const message = `held by pid ${String(holder.pid)} on ${holder.host} since ${since} (${holder.command})`;
  return err({ kind: 'held', holder, message });
}

/** Makes the file with its whole content in one step, or not at all: others never read half a holder. */
function createWhole(path: string, holder: LockHolder): boolean {
  const draft = `${path}.${holder.nonce}.new`;
  const file = openSync(draft, 'wx');
  try {
    writeSync(file, JSON.stringify(holder));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    // File systems without hard links (some network and FAT drives): not in one step, but still exclusive.
    if (hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP')) return createInPlace(path, holder);
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function createInPlace(path: string, holder: LockHolder): boolean {
  try {
    const file = openSync(path, 'wx');
    writeSync(file, JSON.stringify(holder));
    closeSync(file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

function heldLock(path: string, holder: LockHolder): Disposable {
  const heartbeat = setInterval(() => {
    try {
      const now = new Date();
      if (readHolder(path)?.nonce === holder.nonce) utimesSync(path, now, now);
    } catch {
      // A heartbeat that fails changes nothing for holders on this machine.
    }
  }, heartbeatMs);
  heartbeat.unref();
  return {
    dispose: () => {
      clearInterval(heartbeat);
      if (readHolder(path)?.nonce === holder.nonce) rmSync(path, { force: true });
    },
  };
}

function isDead(path: string, holder: LockHolder): boolean {
  const alive = isAlive(holder);
  if (alive !== 'unknown') return !alive;
  const touched = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return touched !== undefined && Date.now() - touched > heartbeatLimitMs;
}

/** Takes a dead lock away. Whoever holds the lock named after it is alone, and looks again before it deletes. */
function removeDead(path: string, dead: LockHolder, command: string): void {
  const guard = tryAcquire(`${path}.${dead.nonce}`, command);
  if (!guard.ok) return;
  try {
    if (readHolder(path)?.nonce === dead.nonce) rmSync(path, { force: true });
  } finally {
    guard.value.dispose();
  }
}

function readHolder(path: string): LockHolder | undefined {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
  return parseHolder(text) ?? damaged(path, text);
}

function parseHolder(text: string): LockHolder | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isHolder =
      typeof value === 'object' && value !== null && 'pid' in value && 'nonce' in value && 'host' in value;
    // Only this file writes locks, whole or not at all; three fields tell such a file from a damaged one.
    return isHolder ? (value as LockHolder) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * A file that names nobody: the machine went down while it was written, so its holder is the process of no boot, which is
 * dead; unless it is so young that it may still be under way. Its age makes the nonce, so that all agree on its name.
 */
function damaged(path: string, text: string): LockHolder {
  const written = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const nonce = `damaged-${String(text.length)}-${String(Math.trunc(written))}`;
  const underWay = Date.now() - written < 5000;
  return {
    ...ownIdentity(),
    ...(underWay ? {} : { boot: 'none' }),
    nonce,
    command: 'unknown',
    since: Math.trunc(written),
  };
}

function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return codes.includes(systemCode(error) ?? '');
}
