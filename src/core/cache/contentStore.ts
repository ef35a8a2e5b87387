// Content by digest. An object is written once, verified, sealed, and from then on read-only.
import { constants, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { PathState } from '../plan/task';
import type { ContentStore, IoFailure } from './cache';
import { makeDirectories } from './makeDirectories';
import { ioFailure } from './ioFailure';
import { filesOf, manifestDigest, manifestText, parseManifest, type ManifestEntry } from './manifest';
import { copyOut, digestOf, flushFile, linkOut, mend } from './objectFiles';
import { placeWhole } from './placeWhole';
import { isSealed, seal } from './seal';
import { entryPath, temporaryDir } from './storePaths';
import { recallTask, rememberTask } from './taskMemory';
import { writeAtomically, writeMemory } from './writeAtomically';

/**
 * `hardlinks`: restored files share their bytes with the cache and are read-only; for large data that no step edits in place.
 * The default is a copy (sharing blocks where the file system can, as XFS, Btrfs and APFS do): a step may append to it.
 */
export interface StoreOptions {
  readonly hardlinks?: boolean;
}

/** Opens the store of a project. Folders are made when the first content arrives. */
export function openContentStore(paths: ProjectPaths, options: StoreOptions = {}): ContentStore {
  const store = new Store(paths, options.hardlinks === true ? linkOut : copyOut);
  return {
    has: (digest) => store.has(digest),
    put: (path, state) => guarded(path, () => store.put(path, state)),
    restore: (digest, path) => guarded(path, () => store.restore(digest, path)),
    rememberTask: (fingerprint, outputs) => rememberTask(paths, fingerprint, outputs),
    taskOutputs(fingerprint) {
      const outputs = recallTask(paths, fingerprint);
      return outputs !== undefined && Object.values(outputs).every((digest) => store.has(digest)) ? outputs : undefined;
    },
    rememberDirectory: (state) => store.rememberDirectory(state),
    directoryFiles(digest) {
      const entries = store.directory(digest);
      return entries === undefined ? undefined : filesOf(entries);
    },
  };
}

/** A refusal that has its words already. */
class Refusal extends Error {
  constructor(readonly failure: IoFailure) {
    super(failure.message);
  }
}

function refusal(code: string, path: string, message: string): Refusal {
  return new Refusal({ code, path, message });
}

async function guarded(path: string, act: () => Promise<void>): Promise<Result<void, IoFailure>> {
  try {
    await act();
    return ok(undefined);
  } catch (error) {
    return err(error instanceof Refusal ? error.failure : ioFailure(error, writtenPath(error) ?? path, 'write'));
  }
}

/** A copy that fails concerns the file that was being written, not the one that was read. */
function writtenPath(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ('dest' in error && typeof error.dest === 'string') return error.dest;
  return 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}

const worthFlushing = 16 * 1024 * 1024;

class Store {
  readonly #paths: ProjectPaths;
  readonly #out: (object: string, target: string) => Promise<void>;

  constructor(paths: ProjectPaths, out: (object: string, target: string) => Promise<void>) {
    this.#paths = paths;
    this.#out = out;
  }

  has(digest: Digest): boolean {
    if (this.#holds(digest)) return true;
    const entries = this.directory(digest);
    return entries?.every((entry) => this.#holds(entry.digest)) === true;
  }

  /** The list of a directory's files, when its text is still what its name says. */
  directory(digest: Digest): readonly ManifestEntry[] | undefined {
    try {
      const entries = parseManifest(readFileSync(entryPath(this.#paths, 'directories', digest), 'utf8'));
      return entries !== undefined && manifestDigest(entries) === digest ? entries : undefined;
    } catch {
      return undefined;
    }
  }

  async put(path: string, state: PathState): Promise<void> {
    if (state.kind === 'missing') throw refusal('ENOENT', path, `cannot keep ${path}: it does not exist`);
    if (state.kind === 'file') return this.#putFile(path, state.digest);
    const entries = sortedEntries(state.files);
    for (const entry of entries) await this.#putFile(join(path, entry.path), entry.digest);
    this.#putDirectory(state.digest, manifestText(entries));
  }

  /** A list that cannot be written costs a name in a message, no more. */
  rememberDirectory(state: PathState): void {
    if (state.kind !== 'directory' || existsSync(entryPath(this.#paths, 'directories', state.digest))) return;
    const file = entryPath(this.#paths, 'directories', state.digest);
    try {
      makeDirectories(dirname(file));
    } catch {
      return;
    }
    writeMemory(file, manifestText(sortedEntries(state.files)));
  }

  async restore(digest: Digest, target: string): Promise<void> {
    const entries = this.#holds(digest) ? undefined : this.directory(digest);
    if (entries === undefined) return this.#place(target, (made) => this.#takeOut(digest, made));
    return this.#place(target, async (made) => {
      mkdirSync(made);
      for (const folder of new Set(entries.map((entry) => dirname(entry.path)))) makeDirectories(join(made, folder));
      for (const entry of entries) await this.#takeOut(entry.digest, join(made, entry.path));
    });
  }

  async #putFile(path: string, digest: Digest): Promise<void> {
    if (this.#holds(digest)) return;
    await this.#place(entryPath(this.#paths, 'objects', digest), async (made) => {
      await copyFile(path, made, constants.COPYFILE_FICLONE);
      // The copy is verified, not the source: what is in the store is right, whoever wrote to the source meanwhile.
      if ((await digestOf(made)) !== digest)
        throw refusal('CHANGED', path, `${path} changed while it was copied into the cache. Run again`);
      // What a power cut empties breaks its seal and is seen as missing, so a small file, which is soon made again, is not
      // waited for: flushing each of 20,000 takes a minute.
      if (statSync(made).size >= worthFlushing) flushFile(made);
      seal(made);
    });
  }

  #putDirectory(digest: Digest, text: string): void {
    const file = entryPath(this.#paths, 'directories', digest);
    makeDirectories(dirname(file));
    const written = writeAtomically(file, text);
    if (!written.ok) throw new Refusal(written.error);
  }

  async #takeOut(digest: Digest, made: string): Promise<void> {
    const object = entryPath(this.#paths, 'objects', digest);
    if (!this.#holds(digest))
      throw refusal('ENOENT', object, `the cache no longer holds ${digest}. Run the step again`);
    await this.#out(object, made);
  }

  /** Whether an object is held and whole. A broken seal is a reason to read it: it is sealed anew, or removed as damaged. */
  #holds(digest: Digest): boolean {
    const object = entryPath(this.#paths, 'objects', digest);
    const stat = statSync(object, { throwIfNoEntry: false });
    if (stat === undefined) return false;
    return isSealed(stat) || mend(object, digest);
  }

  #place(target: string, make: (path: string) => Promise<void>): Promise<void> {
    return placeWhole(target, temporaryDir(this.#paths), make);
  }
}

function sortedEntries(files: Readonly<Record<string, Digest>>): readonly ManifestEntry[] {
  const entries = Object.entries(files).map(([path, digest]): ManifestEntry => ({ path, digest }));
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1));
}
