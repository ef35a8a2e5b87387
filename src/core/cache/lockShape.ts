// Whether data read from a lock file is a lock. Hand-written, since a schema library would cost more to load than the lock.
import { isJsonObject, type Json, type JsonObject } from '../base/json';
import { err, ok, type Result } from '../base/result';
import type { Lock, LockedPath, LockedTask } from '../plan/lock';
import { lockVersion } from './lockText';
import { isDigest } from './sha256';

/** Turns data into a lock, or says in words where it is none. */
export function toLock(data: Json): Result<Lock, string> {
  if (!isJsonObject(data)) return err('it does not hold a mapping');
  const { version, tasks } = data;
  if (typeof version !== 'number') return err('`version` is missing');
  if (version > lockVersion) return err(`it was written by a newer Fairlead (version ${version}); update Fairlead`);
  if (!isJsonObject(tasks)) return err('`tasks` is missing');
  const lock = new Map<string, LockedTask>();
  for (const [id, entry] of Object.entries(tasks)) {
    const task = toTask(entry);
    if (task === undefined) return err(`the entry of task ${id} is not complete`);
    lock.set(id, task);
  }
  return ok(lock);
}

function toTask(entry: Json): LockedTask | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { fingerprint, command, template, params = {}, env = {}, inputs = {}, outputs = {} } = entry;
  if (!isDigest(fingerprint) || typeof command !== 'string') return undefined;
  if (template !== undefined && typeof template !== 'string') return undefined;
  if (!isJsonObject(params) || !isTexts(env) || !isPaths(inputs) || !isPaths(outputs)) return undefined;
  return { fingerprint, command, ...(template === undefined ? {} : { template }), params, env, inputs, outputs };
}

function isTexts(value: Json): value is Record<string, string> {
  return isJsonObject(value) && Object.values(value).every((text) => typeof text === 'string');
}

function isPaths(value: Json): value is JsonObject & Record<string, JsonObject & LockedPath> {
  return isJsonObject(value) && Object.values(value).every(isLockedPath);
}

function isLockedPath(value: Json): value is JsonObject & LockedPath {
  return isJsonObject(value) && isDigest(value.digest) && typeof value.size === 'number';
}
