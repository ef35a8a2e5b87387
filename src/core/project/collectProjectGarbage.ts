// What a project may throw away: all content that no lock file and none of the last executions refers to.
import { projectPaths, type ProjectPaths } from '../base/paths';
import type { Digest } from '../base/digest';
import { err, ok, type Result } from '../base/result';
import { Scope } from '../base/scope';
import { findGarbage, removeGarbage, type Garbage } from '../cache/collectGarbage';
import { readLock } from '../cache/lockFile';
import type { LockedTask } from '../plan/lock';
import { splitExecutions } from '../run/compactJournal';
import { readJournal } from '../run/journal';
import { acquireWriterLock, type LockFailure } from '../run/writerLock';
import { openDiskFiles } from './diskFiles';
import type { ProjectFailure } from './project';

/** `keepExecutions`: how many of the last executions of each pipeline keep what they made. */
export interface ProjectGarbageOptions {
  readonly keepExecutions: number;
  /** Only say what would go. */
  readonly dryRun: boolean;
}

/** Why nothing was removed. */
export type ProjectGarbageFailure = ProjectFailure | LockFailure;

/** Collects the garbage of all specs in `root` (absolute), which share one cache. Refuses while one of them runs. */
export async function collectProjectGarbage(
  root: string,
  options: ProjectGarbageOptions,
): Promise<Result<Garbage, ProjectGarbageFailure>> {
  const scope = new Scope();
  try {
    const pipelines = pipelinesOf(root);
    const held = options.dryRun ? ok(undefined) : await holdAll(pipelines, scope);
    if (!held.ok) return held;
    const keep = await referredTo(pipelines, options.keepExecutions);
    if (!keep.ok) return keep;
    // The cache is the same for all specs of a folder.
    const paths = projectPaths(root, 'fairlead.yaml');
    const garbage = options.dryRun ? findGarbage(paths, keep.value) : removeGarbage(paths, keep.value);
    return garbage.ok ? garbage : err({ kind: 'io', failure: garbage.error });
  } finally {
    scope.dispose();
  }
}

/** The specs of the folder, and those that ran here once and are gone: their lock files may still be there. */
function pipelinesOf(root: string): readonly ProjectPaths[] {
  const files = openDiskFiles(root);
  const specs = files.list('.').filter((name) => /^(?:.+\.)?fairlead\.yaml$/.test(name));
  const ran = files.list('.fairlead/pipelines').map((key) => `${key.replace(/\/$/, '')}.yaml`);
  return [...new Set([...specs, ...ran])].map((specFile) => projectPaths(root, specFile));
}

async function holdAll(pipelines: readonly ProjectPaths[], scope: Scope): Promise<Result<void, LockFailure>> {
  for (const { writerLock } of pipelines) {
    const lock = await acquireWriterLock(writerLock, { command: 'fairlead gc' });
    if (!lock.ok) return lock;
    scope.own(lock.value);
  }
  return ok(undefined);
}

async function referredTo(
  pipelines: readonly ProjectPaths[],
  keepExecutions: number,
): Promise<Result<ReadonlySet<Digest>, ProjectFailure>> {
  const keep = new Set<Digest>();
  for (const paths of pipelines) {
    const tasks = await lockedTasks(paths, keepExecutions);
    if (!tasks.ok) return tasks;
    for (const { inputs, outputs } of tasks.value) {
      for (const { digest } of [...Object.values(inputs), ...Object.values(outputs)]) keep.add(digest);
    }
  }
  return ok(keep);
}

/** What is in the lock file, and what the last executions locked although a later one, or a branch of Git, has replaced it. */
async function lockedTasks(
  paths: ProjectPaths,
  keepExecutions: number,
): Promise<Result<readonly LockedTask[], ProjectFailure>> {
  const lock = await readLock(paths);
  if (!lock.ok) return err({ kind: 'lock-unreadable', path: lock.error.path, message: lock.error.message });
  const executions = splitExecutions(readJournal(paths.journal)).slice(
    keepExecutions === 0 ? Infinity : -keepExecutions,
  );
  const ended = executions.flat().flatMap((event) => {
    const isEnd = event.type === 'task-ended' || event.type === 'task-skipped';
    return isEnd && event.locked !== undefined ? [event.locked] : [];
  });
  return ok([...lock.value.values(), ...ended]);
}
