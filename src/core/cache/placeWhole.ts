// A file or folder appears at its place whole or not at all: made elsewhere on the same file system, then renamed.
import { renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeDirectories } from './makeDirectories';
import { systemCode } from './ioFailure';
import { removeQuietly, temporarySuffix } from './writeAtomically';

/** Makes something by `make` and renames it to `target`, replacing what is there. Throws what `node:fs` throws, with nothing left behind. */
export async function placeWhole(
  target: string,
  temporaryDir: string,
  make: (path: string) => Promise<void>,
): Promise<void> {
  makeDirectories(dirname(target));
  makeDirectories(temporaryDir);
  try {
    await makeAndRename(join(temporaryDir, temporarySuffix()), target, make);
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error;
    // The target is on another file system (a mounted data folder): make it beside its place, under a name that no walk takes.
    await makeAndRename(join(dirname(target), `.fairlead-${temporarySuffix()}`), target, make);
  }
}

async function makeAndRename(temporary: string, target: string, make: (path: string) => Promise<void>): Promise<void> {
  try {
    await make(temporary);
    replace(temporary, target);
  } catch (error) {
    removeQuietly(temporary);
    throw error;
  }
}

/** Renames over `target`. A folder cannot be renamed over: it is moved aside first, and moved back when that fails. */
function replace(made: string, target: string): void {
  try {
    renameSync(made, target);
  } catch (error) {
    if (!inTheWay.has(systemCode(error) ?? '')) throw error;
    const aside = join(dirname(made), `.fairlead-${temporarySuffix()}`);
    renameSync(target, aside);
    try {
      renameSync(made, target);
    } catch (second) {
      renameSync(aside, target);
      throw second;
    }
    removeQuietly(aside);
  }
}

const inTheWay: ReadonlySet<string> = new Set(['EISDIR', 'ENOTDIR', 'ENOTEMPTY', 'EEXIST', 'EPERM']);
