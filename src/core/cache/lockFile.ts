// `fairlead.lock` on the disk. Reading YAML takes a second for 5,000 tasks, so what was read or written last is also kept as
// JSON under `.fairlead`, valid as long as the digest of the lock file is the one it was made from.
import { readFileSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import type { Digest } from '../base/digest';
import type { Json } from '../base/json';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { Lock, LockedTask } from '../plan/lock';
import type { IoFailure } from './cache';
import { makeDirectories } from './makeDirectories';
import { ioFailure, systemCode } from './ioFailure';
import { toLock } from './lockShape';
import { lockText } from './lockText';
import { sha256, sha256Bytes } from './sha256';
import { writeAtomically, writeMemory } from './writeAtomically';

/** Why a lock file cannot be used: what is wrong, where, and what to do. `line` counts from 1. */
export interface LockFailure {
  readonly path: string;
  readonly line?: number;
  readonly message: string;
}

/** Reads the lock; a project without one has never run, which is an empty lock. */
export async function readLock(paths: ProjectPaths): Promise<Result<Lock, LockFailure>> {
  const path = paths.lockFile;
  const bytes = readBytes(path);
  if (!bytes.ok) return bytes;
  if (bytes.value === undefined) return ok(new Map());
  const digest = sha256Bytes(bytes.value);
  const copy = readCopy(paths, digest);
  if (copy !== undefined) return ok(copy);
  const parsed = await parseLock(path, bytes.value);
  if (parsed.ok) writeCopy(paths, digest, parsed.value);
  return parsed;
}

/** Replaces the lock file, whole or not at all. The same lock always gives the same bytes. */
export function writeLock(paths: ProjectPaths, lock: Lock): Result<void, IoFailure> {
  const text = lockText(lock);
  const written = writeAtomically(paths.lockFile, text);
  if (written.ok) writeCopy(paths, sha256(text), lock);
  return written;
}

function readBytes(path: string): Result<Uint8Array | undefined, LockFailure> {
  try {
    return ok(readFileSync(path));
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return ok(undefined);
    return err({ path, message: ioFailure(error, path, 'read').message });
  }
}

async function parseLock(path: string, bytes: Uint8Array): Promise<Result<Lock, LockFailure>> {
  if (!isUtf8(bytes)) return err(unusable(path, undefined, 'it is not UTF-8 text'));
  const text = Buffer.from(bytes).toString('utf8');
  const conflict = /^(?:<{7}|={7}|>{7})(?: |\r?$)/m.exec(text);
  if (conflict !== null) {
    return err(unusable(path, lineAt(text, conflict.index), 'a merge has left both versions here', takeEitherSide));
  }
  // Loaded only here: on the usual path the copy answers.
  const { parseDocument } = await import('yaml');
  const document = parseDocument(text, { logLevel: 'silent', prettyErrors: false });
  const [problem] = document.errors;
  if (problem !== undefined)
    return err(unusable(path, lineAt(text, problem.pos[0]), `it is not valid YAML (${problem.message})`));
  const lock = toLock(plainData(document));
  return lock.ok ? lock : err(unusable(path, undefined, lock.error));
}

/** `yaml` throws on aliases, which a lock never has. */
function plainData(document: { toJS(options: { maxAliasCount: number }): unknown }): Json {
  try {
    // What a YAML document without tags turns into is plain data.
    return document.toJS({ maxAliasCount: 0 }) as Json;
  } catch {
    return null;
  }
}

const takeEitherSide =
  'Take either side (`git checkout --ours` or `--theirs`) and run again: what it does not know is checked again';
const restoreOrRemove =
  'Restore it from Git, or remove it: tasks whose outputs are in the cache are restored from there';

function unusable(path: string, line: number | undefined, what: string, remedy = restoreOrRemove): LockFailure {
  const place = line === undefined ? path : `${path}:${line}`;
  return { path, ...(line === undefined ? {} : { line }), message: `cannot use ${place}: ${what}. ${remedy}.` };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

const copyPath = ({ pipelineDir }: ProjectPaths): string => `${pipelineDir}/lock.json`;

/** The digest of the lock file stands on the first line, so that an outdated copy is not parsed. */
function readCopy(paths: ProjectPaths, digest: Digest): Lock | undefined {
  try {
    const text = readFileSync(copyPath(paths), 'utf8');
    if (!text.startsWith(`${digest}\n`)) return undefined;
    // Only this module writes the copy, by rename, and the digest says that it was made from the lock as it is.
    return new Map(JSON.parse(text.slice(digest.length + 1)) as [string, LockedTask][]);
  } catch {
    return undefined;
  }
}

/** The copy saves time, nothing else: a disk that refuses it is no failure. */
function writeCopy(paths: ProjectPaths, digest: Digest, lock: Lock): void {
  try {
    makeDirectories(paths.pipelineDir);
  } catch {
    return;
  }
  writeMemory(copyPath(paths), `${digest}\n${JSON.stringify([...lock])}`);
}
