// What is on the disk: states of files, directories and globs, reading only what changed since it was last read.
import type { BigIntStats } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { PathState } from '../plan/task';
import type { Digester, IoFailure } from './cache';
import { isGlob, parseGlob } from './glob';
import type { FileToHash } from './hashFile';
import { hashFiles } from './hashFiles';
import { ioFailure } from './ioFailure';
import { filesOf, manifestDigest, type ManifestEntry } from './manifest';
import { openStatMemory, type StatMemory } from './statMemory';
import { statOf, walk, wholeTree } from './walk';

/** `worker`: the script of the worker threads for large amounts; by default `digestWorker.js` beside the bundle. */
export interface DigesterOptions {
  readonly worker?: string;
}

/** Opens the digester of a project; its memory is read when the first path is asked for. */
export function openDigester(paths: ProjectPaths, options: DigesterOptions = {}): Digester {
  let memory: StatMemory | undefined;
  return {
    async digest(wanted, signal) {
      memory ??= openStatMemory(paths.statCache);
      const survey = new Survey(paths.root, memory);
      const found = look(survey, wanted);
      if (!found.ok) return found;
      const read = await survey.readUnknown(options, signal);
      if (!read.ok) return read;
      return ok(new Map(found.value.map(([path, finish]) => [path, finish()])));
    },
    save: () => memory?.save(),
  };
}

/** Paths with what makes their states once all unknown files are read. */
type Found = readonly (readonly [path: string, finish: () => PathState])[];

function look(survey: Survey, wanted: readonly string[]): Result<Found, IoFailure> {
  const found: [string, () => PathState][] = [];
  for (const path of new Set(wanted)) {
    try {
      found.push([path, survey.look(path)]);
    } catch (error) {
      return err(ioFailure(error, placeOf(error, survey.root) ?? path, 'read'));
    }
  }
  return ok(found);
}

/** One look at the disk. Each file is read at most once in it, however many paths it belongs to. */
class Survey {
  readonly root: string;
  readonly #memory: StatMemory;
  readonly #digests = new Map<string, Digest | undefined>();
  readonly #unknown: { readonly path: string; readonly stat: BigIntStats }[] = [];

  constructor(root: string, memory: StatMemory) {
    this.root = root;
    this.#memory = memory;
  }

  look(path: string): () => PathState {
    const stat = statOf(`${this.root}/${path}`);
    if (stat?.isFile() === true) return this.#file(path, stat);
    if (stat?.isDirectory() === true) return this.#set(stripSlash(path), walk(`${this.root}/${path}`, wholeTree));
    if (stat !== undefined) throw notAFile(path);
    return isGlob(path) ? this.#glob(path) : () => ({ kind: 'missing' });
  }

  #file(path: string, stat: BigIntStats): () => PathState {
    this.#note(path, stat);
    return () => {
      const digest = this.#digests.get(path);
      return digest === undefined ? { kind: 'missing' } : { kind: 'file', digest, size: Number(stat.size) };
    };
  }

  #glob(pattern: string): () => PathState {
    const glob = parseGlob(pattern);
    const files = walk(`${this.root}/${glob.base}`, { depth: glob.depth, takes: (path) => glob.matches(path) });
    const finish = this.#set(glob.base, files);
    return () => (files.length === 0 ? { kind: 'missing' } : finish());
  }

  #set(base: string, files: ReturnType<typeof walk>): () => PathState {
    const prefix = base === '.' || base === '' ? '' : `${base}/`;
    for (const { path, stat } of files) this.#note(prefix + path, stat);
    return () => {
      const entries: ManifestEntry[] = [];
      let size = 0;
      for (const { path, stat } of files) {
        const digest = this.#digests.get(prefix + path);
        if (digest === undefined) continue; // It went away while it was looked at.
        entries.push({ path, digest });
        size += Number(stat.size);
      }
      return directoryState(entries, size);
    };
  }

  /** Recalls the digest of a file or puts it on the list of those to be read. */
  #note(path: string, stat: BigIntStats): void {
    if (this.#digests.has(path)) return;
    const known = this.#memory.recall(path, stat);
    this.#digests.set(path, known);
    if (known === undefined) this.#unknown.push({ path, stat });
  }

  async readUnknown(options: DigesterOptions, signal?: AbortSignal): Promise<Result<void, IoFailure>> {
    if (this.#unknown.length === 0) return ok(undefined);
    await settle(this.#unknown.map(({ stat }) => stat));
    const readAt = now();
    const files = this.#unknown.map(({ path, stat }): FileToHash => ({
      path: `${this.root}/${path}`,
      size: Number(stat.size),
    }));
    const results = await hashFiles(files, { worker: options.worker, signal });
    if (signal?.aborted === true) return err({ code: 'ABORTED', path: this.root, message: 'reading was stopped' });
    for (const [i, { path, stat }] of this.#unknown.entries()) {
      const result = results[i];
      if (result?.ok === true) {
        this.#digests.set(path, result.value);
        if (isOlder(stat, readAt)) this.#memory.remember(path, stat, result.value);
        else this.#memory.forget(path);
      } else if (result !== undefined && result.error.code !== 'ENOENT') {
        return err({ ...result.error, path });
      }
    }
    return ok(undefined);
  }
}

/** `files` is made when it is asked for: a plan over 20,000 unchanged files needs the digest alone. */
function directoryState(entries: readonly ManifestEntry[], size: number): PathState {
  let files: Readonly<Record<string, Digest>> | undefined;
  return {
    kind: 'directory',
    digest: manifestDigest(entries),
    size,
    get files() {
      return (files ??= filesOf(entries));
    },
  };
}

/**
 * Git's racy rule: the clock of a file system ticks every few milliseconds, so a file read in the tick of its last change may
 * change again without a new stat. Such a digest is right now, but not worth remembering. The change time decides, since no program can set it.
 */
function isOlder(stat: BigIntStats, readAt: bigint): boolean {
  return stat.ctimeNs + tickOf(stat) < readAt;
}

function tickOf(stat: BigIntStats): bigint {
  // Whole seconds: a file system such as FAT or HFS+ that counts in steps of up to two.
  return stat.ctimeNs % 1_000_000_000n === 0n ? 2_000_000_000n : 20_000_000n;
}

/** Waits until large files are out of their tick: reading them twice would cost more. */
async function settle(stats: readonly BigIntStats[]): Promise<void> {
  const large = stats.filter(({ size }) => size > 16n * 1024n * 1024n);
  const until = large.reduce((latest, stat) => maximum(latest, stat.ctimeNs + tickOf(stat)), 0n);
  const milliseconds = Number(until - now()) / 1e6 + 1;
  // A change time in the far future comes from another machine's clock; waiting for it would help nobody.
  if (milliseconds > 1 && milliseconds < 2500) await setTimeout(milliseconds);
}

/** The very file or folder that refused, when the error names one: of 20,000 it is the one to look at. */
function placeOf(error: unknown, root: string): string | undefined {
  if (!(error instanceof Error) || !('path' in error) || typeof error.path !== 'string') return undefined;
  return error.path.startsWith(`${root}/`) ? error.path.slice(root.length + 1) : error.path;
}

const maximum = (a: bigint, b: bigint): bigint => (a > b ? a : b);

const now = (): bigint => BigInt(Date.now()) * 1_000_000n;

const stripSlash = (path: string): string => path.replace(/\/+$/, '');

function notAFile(path: string): Error {
  return Object.assign(new Error(`${path} is neither a file nor a folder`), { code: 'EINVAL' });
}
