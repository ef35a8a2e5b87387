// Keeps a journal from growing for ever. Kept whole: the last execution. Of older ones only what still answers a question:
// how each task's last attempt went, and the frame of the execution it belongs to.
import { closeSync, fdatasyncSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import type { TaskId } from '../plan/task';
import type { RunEvent } from './events';
import { readJournal } from './journal';

/** Below this size a journal is read in a few milliseconds, and nothing is gained. */
const defaultLimit = 1 << 20;

/** Rewrites the journal at `path` when it is larger than `limit` and at least half of it can go. Replaced by rename. */
export function compactJournal(path: string, limit = defaultLimit): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size <= limit) return;
  const text = compacted(readJournal(path))
    .map((event) => `${JSON.stringify(event)}\n`)
    .join('');
  if (Buffer.byteLength(text) > size / 2) return;
  const draft = `${path}.new`;
  const file = openSync(draft, 'w');
  try {
    writeSync(file, text);
    fdatasyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(draft, path);
}

/** The events that are kept, in their order. */
export function compacted(events: readonly RunEvent[]): readonly RunEvent[] {
  const executions = splitExecutions(events);
  const last = executions.pop() ?? [];
  const seen = attemptedTasks(last);
  const kept: RunEvent[][] = [];
  for (const execution of executions.reverse()) {
    const news = new Set([...attemptedTasks(execution)].filter((task) => !seen.has(task)));
    news.forEach((task) => seen.add(task));
    if (news.size > 0) kept.unshift(execution.filter((event) => isKept(event, news)));
  }
  return [...kept.flat(), ...last];
}

/** `task-publishing` matters only until its attempt has ended, which it has in an older execution. */
function isKept(event: RunEvent, tasks: ReadonlySet<TaskId>): boolean {
  switch (event.type) {
    case 'execution-started':
    case 'execution-ended':
      return true;
    case 'task-started':
    case 'task-ended':
      return tasks.has(event.task);
    case 'task-publishing':
    case 'task-skipped':
      return false;
  }
}

function attemptedTasks(events: readonly RunEvent[]): Set<TaskId> {
  return new Set(events.flatMap((event) => (event.type === 'task-ended' ? [event.task] : [])));
}

/** Executions do not interleave: one writer. */
export function splitExecutions(events: readonly RunEvent[]): RunEvent[][] {
  const executions: RunEvent[][] = [];
  for (const event of events) {
    if (event.type === 'execution-started' || executions.length === 0) executions.push([]);
    executions[executions.length - 1]?.push(event);
  }
  return executions;
}
