// Where a task's output goes: a folder per task, a file per attempt, the last few kept.
import { createHash } from 'node:crypto';
import { appendFileSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import type { TaskId } from '../plan/task';
import { attemptIo } from './ioFailure';

/** Enough to compare a few runs; more would only fill the disk. */
const keptLogs = 10;

/** Makes the folder of a task's logs, drops the oldest, and answers the absolute path of the new attempt's log. */
export function newLog(logsDir: string, task: TaskId, attemptId: string): Result<string, IoFailure> {
  const folder = join(logsDir, folderName(task));
  return attemptIo(folder, () => {
    mkdirSync(folder, { recursive: true });
    // Names begin with the execution's time, so their order is that of their age.
    const logs = readdirSync(folder).sort();
    for (const old of logs.slice(0, Math.max(0, logs.length - keptLogs + 1)))
      rmSync(join(folder, old), { force: true });
    return join(folder, `${attemptId}.log`);
  });
}

/** Adds a line of our own to a log. A log that cannot be written is no reason to fail: the event says the same. */
export function note(log: string, text: string): void {
  attemptIo(log, () => {
    appendFileSync(log, `fairlead: ${text}\n`);
  });
}

/** A task's id as a file name: unchanged where every file system takes it, else shortened and told apart by a digest. */
function folderName(task: TaskId): string {
  const plain = task.replace(/[^\w.,=@[\] -]/g, '_').slice(0, 100);
  return plain === task ? plain : `${plain}-${createHash('sha256').update(task).digest('hex').slice(0, 8)}`;
}
