// What the journal adds to the lock when a plan is made: tasks that were cut off, and results of an execution that was.
import { readFileSync } from 'node:fs';
import type { Lock, LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';
import { splitExecutions } from '../run/compactJournal';
import type { RunEvent } from '../run/events';
import { interruptedTasks, parseJournal } from '../run/journal';

/** The lock as far as it is known, and the tasks whose last attempt has no good end. */
export interface Past {
  readonly lock: Lock;
  readonly interrupted: ReadonlySet<TaskId>;
}

/** Lays the journal over the lock. */
export function readPast(journal: string, lock: Lock): Past {
  const bytes = readQuietly(journal);
  if (!tellsMore(bytes)) return { lock, interrupted: new Set() };
  const events = parseJournal(bytes.toString('utf8'));
  return { lock: new Map([...lock, ...notYetLocked(events)]), interrupted: interruptedTasks(events) };
}

/**
 * A journal of 5,000 tasks takes longer to parse than everything else in a plan. One that ends with the end of an execution
 * and tells of no interruption adds nothing to the lock, which two searches show.
 */
function tellsMore(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  const lastLine = bytes.subarray(bytes.lastIndexOf(10, bytes.length - 2) + 1);
  return !lastLine.includes('"type":"execution-ended"') || bytes.includes('"failure":{"kind":"interrupted"}');
}

/** Of the last execution, when it did not come to its end: the lock may be behind. */
function notYetLocked(events: readonly RunEvent[]): [TaskId, LockedTask][] {
  const execution = splitExecutions(events).pop() ?? [];
  if (execution.at(-1)?.type === 'execution-ended') return [];
  return execution.flatMap((event): [TaskId, LockedTask][] => {
    const isEnd = event.type === 'task-ended' || event.type === 'task-skipped';
    return isEnd && event.locked !== undefined ? [[event.task, event.locked]] : [];
  });
}

function readQuietly(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
