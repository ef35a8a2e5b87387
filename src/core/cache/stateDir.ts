// Where a project keeps what it remembers: `.fairlead/`, which hides itself from Git.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from './cache';
import { ioFailure, systemCode } from './ioFailure';
import { writeAtomically } from './writeAtomically';

/** Makes `.fairlead/` and the folders that everything else expects below it. */
export function ensureStateDir(paths: ProjectPaths): Result<void, IoFailure> {
  try {
    for (const directory of [paths.stateDir, paths.cacheDir, dirname(paths.pipelineDir), paths.pipelineDir])
      makeDirectory(directory);
  } catch (error) {
    return err(ioFailure(error, paths.stateDir, 'write'));
  }
  const ignore = `${paths.stateDir}/.gitignore`;
  if (existsSync(ignore)) return ok(undefined);
  return writeAtomically(ignore, '# What Fairlead remembers of this machine; fairlead.lock is the part for Git.\n*\n');
}

/** Not with `recursive`, by which Node says ENOENT where the file system is read-only. */
function makeDirectory(directory: string): void {
  if (existsSync(directory)) return;
  try {
    mkdirSync(directory);
  } catch (error) {
    // Another process of ours may have been faster.
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
