// Removes from the cache what nobody asks for any more. Nothing may write to the cache meanwhile: the caller holds the
// writer locks of all pipelines that share it.
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from './cache';
import { ioFailure } from './ioFailure';
import { parseManifest } from './manifest';
import { isDigest } from './sha256';
import { entryPath, temporaryDir, type StoreKind } from './storePaths';
import { recallTask } from './taskMemory';

/** What was removed, or would be. */
export interface Garbage {
  /** Files and directory lists. */
  readonly objects: number;
  readonly bytes: number;
  /** Earlier results that can no longer be restored. */
  readonly results: number;
}

/** Says what nothing in `keep` needs. */
export function findGarbage(paths: ProjectPaths, keep: ReadonlySet<Digest>): Result<Garbage, IoFailure> {
  return guarded(paths, () => collect(paths, keep, () => undefined));
}

/** Removes it, and what interrupted writers left half made. */
export function removeGarbage(paths: ProjectPaths, keep: ReadonlySet<Digest>): Result<Garbage, IoFailure> {
  return guarded(paths, () => {
    const garbage = collect(paths, keep, (path) => rmSync(path, { force: true }));
    rmSync(temporaryDir(paths), { recursive: true, force: true });
    return garbage;
  });
}

/**
 * Results first, objects last: a removal that is cut off leaves objects that nobody names, never a result that names an
 * object which is gone.
 */
function collect(paths: ProjectPaths, keep: ReadonlySet<Digest>, remove: (path: string) => void): Garbage {
  const kept = withFilesOfDirectories(paths, keep);
  const results = entries(paths, 'tasks').filter((digest) => {
    const outputs = Object.values(recallTask(paths, digest) ?? {});
    return outputs.length === 0 || !outputs.every((output) => kept.has(output));
  });
  for (const digest of results) remove(entryPath(paths, 'tasks', digest));
  let objects = 0;
  let bytes = 0;
  for (const kind of ['directories', 'objects'] as const) {
    for (const digest of entries(paths, kind)) {
      if (kept.has(digest)) continue;
      const path = entryPath(paths, kind, digest);
      bytes += statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      objects += 1;
      remove(path);
    }
  }
  return { objects, bytes, results: results.length };
}

function withFilesOfDirectories(paths: ProjectPaths, keep: ReadonlySet<Digest>): ReadonlySet<Digest> {
  const kept = new Set(keep);
  for (const digest of keep) {
    const path = entryPath(paths, 'directories', digest);
    if (statSync(path, { throwIfNoEntry: false }) === undefined) continue;
    for (const file of parseManifest(readFileSync(path, 'utf8')) ?? []) kept.add(file.digest);
  }
  return kept;
}

/** Every digest of a kind in the store; what has another name was not put there by us and stays. */
function entries(paths: ProjectPaths, kind: StoreKind): readonly Digest[] {
  const folder = join(paths.cacheDir, kind);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((prefix) => prefix.isDirectory())
    .flatMap((prefix) => readdirSync(join(folder, prefix.name)).map((rest) => `sha256:${prefix.name}${rest}`))
    .filter(isDigest);
}

function guarded(paths: ProjectPaths, work: () => Garbage): Result<Garbage, IoFailure> {
  try {
    return ok(work());
  } catch (error) {
    return err(ioFailure(error, paths.cacheDir, 'write'));
  }
}
