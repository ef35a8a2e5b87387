// Failed attempts leave their partial outputs for a look; the last one of each task is enough.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectPaths } from '../base/paths';
import type { TaskId } from '../plan/task';
import { attemptNames, openAttempts } from './attemptFolder';
import { readJournal } from './journal';

/** Removes the folders of attempts that a later attempt of their task has followed. */
export function pruneAttempts({ workDir, journal }: ProjectPaths): void {
  const names = attemptNames(workDir);
  if (names.length === 0) return;
  const last = new Map<TaskId, string>();
  for (const event of readJournal(journal)) {
    if (event.type === 'task-started') last.set(event.task, event.attemptId);
  }
  const kept = new Set([...last.values(), ...openAttempts(workDir)]);
  for (const name of names) if (!kept.has(name)) rmSync(join(workDir, name), { recursive: true, force: true });
}
