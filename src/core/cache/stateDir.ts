// Where a project keeps what it remembers: `.fairlead/`, which hides itself from Git.
import { existsSync } from 'node:fs';
import type { ProjectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from './cache';
import { ioFailure } from './ioFailure';
import { makeDirectories } from './makeDirectories';
import { writeAtomically } from './writeAtomically';

/** Makes `.fairlead/` and the folders that everything else expects below it. */
export function ensureStateDir(paths: ProjectPaths): Result<void, IoFailure> {
  try {
    for (const directory of [paths.cacheDir, paths.pipelineDir]) makeDirectories(directory);
  } catch (error) {
    return err(ioFailure(error, paths.stateDir, 'write'));
  }
  const ignore = `${paths.stateDir}/.gitignore`;
  if (existsSync(ignore)) return ok(undefined);
  return writeAtomically(ignore, '# What Fairlead remembers of this machine; fairlead.lock is the part for Git.\n*\n');
}
