// The private folder of an attempt: the old outputs while the command makes new ones, and what a failed attempt left. A
// crash at any moment leaves each output either where it was or findable here, so everything below may be repeated.
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { systemCode } from '../cache/ioFailure';
import { attemptIo } from './ioFailure';

/** An output as far as it is set aside. */
export interface OutputPlace {
  /** Relative to the root. */
  readonly path: string;
  /** The old content is also left where it is: the command goes on from it. */
  readonly persist: boolean;
}

/** Written before anything is moved: without it nothing was; with it what was there is known. */
const listFile = 'outputs.json';

interface SetAsideOutput extends OutputPlace {
  readonly existed: boolean;
}

/** Moves the old content of `outputs` into `folder` and makes the folders the new content goes to. */
export function setAside(root: string, folder: string, outputs: readonly OutputPlace[]): Result<void, IoFailure> {
  return attemptIo(folder, () => {
    mkdirSync(folder, { recursive: true });
    const list = outermost(outputs).map((output) => ({ ...output, existed: exists(join(root, output.path)) }));
    writeFileSync(join(folder, `${listFile}.new`), JSON.stringify(list));
    renameSync(join(folder, `${listFile}.new`), join(folder, listFile));
    if (list.some(({ existed }) => existed)) mkdirSync(join(folder, 'old'));
    list.forEach(({ path, persist, existed }, index) => {
      const place = join(root, path);
      if (existed) move(place, oldPlace(folder, index));
      mkdirSync(dirname(place), { recursive: true });
      // Copied back rather than left: the cache may share the old content's bytes by a hard link.
      if (existed && persist) cpSync(oldPlace(folder, index), place, faithfully);
    });
  });
}

/** Undoes `setAside`: what the attempt made goes to `partial/`, the old content goes back. */
export function putBack(root: string, folder: string): Result<void, IoFailure> {
  return attemptIo(folder, () => {
    readList(folder).forEach(({ path, existed }, index) => {
      const place = join(root, path);
      const old = oldPlace(folder, index);
      // Old content that is not here was never moved, or is back already: then what is in its place is not ours.
      if (existed && !exists(old)) return;
      if (exists(place)) moveToPartial(place, join(folder, 'partial', path));
      if (existed) move(old, place);
    });
    rmSync(join(folder, listFile), { force: true });
    rmSync(join(folder, 'old'), { recursive: true, force: true });
  });
}

/** Forgets the attempt: its outputs are good, or nobody needs what it left. */
export function removeAttempt(folder: string): void {
  // The list first: from then on the folder is rubbish, not an attempt to be undone.
  rmSync(join(folder, listFile), { force: true });
  rmSync(folder, { recursive: true, force: true });
}

/** Names of the attempts whose outputs are still set aside. */
export function openAttempts(workDir: string): readonly string[] {
  return attemptNames(workDir).filter((name) => existsSync(join(workDir, name, listFile)));
}

/** Names of all attempts that left something. */
export function attemptNames(workDir: string): readonly string[] {
  return existsSync(workDir) ? readdirSync(workDir) : [];
}

/** An output inside of another, such as a metrics file in a folder of results, moves with it. */
function outermost(outputs: readonly OutputPlace[]): readonly OutputPlace[] {
  return outputs.filter(({ path }) => !outputs.some((other) => path.startsWith(`${other.path}/`)));
}

/** Links stay the links they are: by default a copy would point at the original's place. */
const faithfully = { recursive: true, preserveTimestamps: true, verbatimSymlinks: true } as const;

function oldPlace(folder: string, index: number): string {
  return join(folder, 'old', String(index));
}

function moveToPartial(from: string, to: string): void {
  rmSync(to, { recursive: true, force: true });
  mkdirSync(dirname(to), { recursive: true });
  move(from, to);
}

/** A rename; where the output is on another file system, a copy that appears whole and then the removal of the original. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    const draft = `${to}.fairlead-new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(from, draft, faithfully);
    renameSync(draft, to);
    rmSync(from, { recursive: true });
  }
}

function readList(folder: string): readonly SetAsideOutput[] {
  const file = join(folder, listFile);
  // Written by `setAside` alone, whole or not at all.
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as readonly SetAsideOutput[]) : [];
}

/** Dangling links are something, too. */
function exists(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}
