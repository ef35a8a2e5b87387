// A process that is killed leaves the files that it was making. They have names of their own (`temporarySuffix`) and are taken
// for nothing, but a lock's draft stands beside the lock in Git's view, and a copy of a large output takes room.
import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { ProjectPaths } from '../base/paths';
import { systemCode } from './ioFailure';
import { temporaryDir } from './storePaths';
import { removeQuietly } from './writeAtomically';

/** Removes what dead processes left half made. What cannot be removed stays: it is in nobody's way. */
export function sweepTemporaries(paths: ProjectPaths): void {
  const lockDraft = `${basename(paths.lockFile)}.`;
  sweep(paths.root, (name) => name.startsWith(lockDraft));
  for (const folder of [paths.stateDir, paths.pipelineDir, temporaryDir(paths)]) sweep(folder, () => true);
}

function sweep(folder: string, isOurs: (name: string) => boolean): void {
  for (const name of namesIn(folder)) {
    const maker = /(?:^|[.-])(\d+)-[0-9a-f]{12}\.tmp$/.exec(name)?.[1];
    if (maker !== undefined && isOurs(name) && !isRunning(Number(maker))) removeQuietly(join(folder, name));
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Whether some process has this number; it may be another one by now, then its file waits for the next sweep. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}
