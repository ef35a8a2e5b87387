// What the journal adds to the lock when a plan is made: tasks that were cut off, and results of an execution that was.
import { readFileSync } from 'node:fs';
import type { ProjectPaths } from '../base/paths';
import type { Lock, LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';
import { splitExecutions } from '../run/compactJournal';
import type { RunEvent } from '../run/events';
import { interruptedTasks, parseJournal } from '../run/journal';
import { lockHolder } from '../run/writerLock';

/** The lock as far as it is known, and the tasks whose last attempt has no good end. */
export interface Past {
  readonly lock: Lock;
  readonly interrupted: ReadonlySet<TaskId>;
}

/** Lays the journal over the lock. */
export function readPast({ journal, writerLock }: ProjectPaths, lock: Lock): Past {
  const bytes = readQuietly(journal);
  if (!tellsMore(bytes)) return { lock, interrupted: new Set() };
  const events = parseJournal(bytes.toString('utf8'));
  const open = openExecution(events);
  // Of a writer that lives, what has no end yet is running. (A run that plans has closed what was open before.)
  const running = open.length > 0 && lockHolder(writerLock) !== undefined ? interruptedTasks(open) : new Set<TaskId>();
  const interrupted = [...interruptedTasks(events)].filter((task) => !running.has(task));
  return { lock: new Map([...lock, ...lockedBy(open)]), interrupted: new Set(interrupted) };
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

/** The last execution when it has not come to its end; else nothing. */
function openExecution(events: readonly RunEvent[]): readonly RunEvent[] {
  const execution = splitExecutions(events).pop() ?? [];
  return execution.at(-1)?.type === 'execution-ended' ? [] : execution;
}

/** Results that the lock file may not have yet; what was being published is one: the next run finishes it. */
function lockedBy(execution: readonly RunEvent[]): [TaskId, LockedTask][] {
  return execution.flatMap((event): [TaskId, LockedTask][] =>
    'locked' in event && event.locked !== undefined ? [[event.task, event.locked]] : [],
  );
}

function readQuietly(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch {
    return Buffer.alloc(0);
  }
}
