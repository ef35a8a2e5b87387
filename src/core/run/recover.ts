// Closes what a dead writer left open: its processes are ended, each attempt is finished or undone, the lock gets what
// succeeded, and the journal says so. Every step may be repeated, so a crash in here is recovered by the next start.
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ProjectPaths } from '../base/paths';
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { openContentStore } from '../cache/contentStore';
import { readLock, writeLock } from '../cache/lockFile';
import { sweepTemporaries } from '../cache/sweepTemporaries';
import type { LockedTask } from '../plan/lock';
import type { TaskId } from '../plan/task';
import { openAttempts, putBack, removeAttempt } from './attemptFolder';
import { splitExecutions } from './compactJournal';
import type { Outcome, RunEvent } from './events';
import { endTree } from './executors/processTree';
import { attemptIo } from './ioFailure';
import { type Journal, openJournal, readJournal } from './journal';
import { outputDigests } from './outputDigests';
import { readTail } from './readTail';

/** Why the past cannot be closed: the disk refuses, or the lock file cannot be read. */
export interface RecoverFailure {
  readonly path: string;
  readonly message: string;
}

type Started = Extract<RunEvent, { type: 'task-started' }>;
type Publishing = Extract<RunEvent, { type: 'task-publishing' }>;

/**
 * To be called by the holder of the writer lock before planning. Answers all events of the execution that was open, the
 * closing ones included, for the recorder; none when nothing was open.
 */
export async function recover(paths: ProjectPaths): Promise<Result<readonly RunEvent[], RecoverFailure>> {
  const unsettled = openAttempts(paths.workDir);
  if (isClosed(paths.journal) && unsettled.length === 0) return ok([]);
  sweepTemporaries(paths);
  const journal = openJournal(paths.journal);
  if (!journal.ok) return journal;
  try {
    const history = readJournal(paths.journal);
    const execution = splitExecutions(history).pop() ?? [];
    const open = execution.length > 0 && !execution.some(({ type }) => type === 'execution-ended');
    const settled = await settleOutputs(unsettled, history, paths);
    if (!settled.ok) return settled;
    if (!open) return ok([]);
    const closing = closeAttempts(execution, paths, journal.value);
    if (!closing.ok) return closing;
    return await closeExecution([...execution, ...closing.value], paths, journal.value);
  } finally {
    journal.value.close();
  }
}

/**
 * Old outputs that are still set aside: forgotten where the new ones were published, else put back once nobody writes any
 * more. The folders are asked and not the journal, whose last lines a power cut may have taken.
 */
async function settleOutputs(
  attempts: readonly string[],
  history: readonly RunEvent[],
  { workDir, root }: ProjectPaths,
): Promise<Result<void, IoFailure>> {
  const published = new Set(history.flatMap((event) => (event.type === 'task-publishing' ? [event.attemptId] : [])));
  for (const attemptId of attempts) {
    await endTree({ attemptId }, 0);
    const folder = join(workDir, attemptId);
    const settled = published.has(attemptId) ? forget(folder) : undo(folder, root);
    if (!settled.ok) return settled;
  }
  return ok(undefined);
}

/** Gives each attempt without an end one: what was being published has succeeded, anything else was interrupted. */
function closeAttempts(
  execution: readonly RunEvent[],
  paths: ProjectPaths,
  journal: Journal,
): Result<readonly RunEvent[], IoFailure> {
  const ended = new Set(execution.flatMap((event) => (event.type === 'task-ended' ? [event.attemptId] : [])));
  const closing: RunEvent[] = [];
  for (const started of execution) {
    if (started.type !== 'task-started' || ended.has(started.attemptId)) continue;
    const publishing = execution.find(
      (event): event is Publishing => event.type === 'task-publishing' && event.attemptId === started.attemptId,
    );
    if (publishing !== undefined) remember(publishing, paths);
    const end = endedEvent(started, publishing, paths.root);
    const written = journal.append(end);
    if (!written.ok) return written;
    closing.push(end);
  }
  return ok(closing);
}

/**
 * What the dead writer would have done next. Whether the outputs may be restored one day is decided when they are: tasks
 * that cannot repeat them are never restored, and outputs that were not kept are not held. A memory that cannot be written
 * is harmless.
 */
function remember({ locked }: Publishing, paths: ProjectPaths): void {
  const outputs = outputDigests(locked);
  if (Object.keys(outputs).length > 0) openContentStore(paths).rememberTask(locked.fingerprint, outputs);
}

function endedEvent(started: Started, publishing: Publishing | undefined, root: string): RunEvent {
  const { task, attempt, attemptId } = started;
  const common = { type: 'task-ended' as const, time: Date.now(), task, attempt, attemptId, willRetry: false };
  if (publishing === undefined) {
    // Nobody saw when it ended: it ran at least until the last word in its log.
    const lastWord = statSync(join(root, started.log), { throwIfNoEntry: false })?.mtimeMs ?? started.time;
    const usage = { wallMs: Math.max(0, Math.round(lastWord - started.time)) };
    return { ...common, outcome: { kind: 'failed', failure: { kind: 'interrupted' } }, usage, metrics: {} };
  }
  const { locked, usage, metrics } = publishing;
  return { ...common, outcome: { kind: 'succeeded' }, usage, locked, metrics };
}

function undo(folder: string, root: string): Result<void, IoFailure> {
  const undone = putBack(root, folder);
  return !undone.ok || existsSync(join(folder, 'partial')) ? undone : forget(folder);
}

function forget(folder: string): Result<void, IoFailure> {
  return attemptIo(folder, () => {
    removeAttempt(folder);
  });
}

/** The lock first, as in an undisturbed run: an execution that the journal calls ended has its results in the lock. */
async function closeExecution(
  events: readonly RunEvent[],
  paths: ProjectPaths,
  journal: Journal,
): Promise<Result<readonly RunEvent[], RecoverFailure>> {
  const [first] = events;
  if (first?.type !== 'execution-started') return ok([]);
  const results = new Map(events.flatMap((event): [TaskId, LockedTask][] => lockedBy(event)));
  if (results.size > 0) {
    const lock = await readLock(paths);
    if (!lock.ok) return lock;
    const written = writeLock(paths, new Map([...lock.value, ...results]));
    if (!written.ok) return written;
  }
  const end: RunEvent = {
    type: 'execution-ended',
    time: Date.now(),
    execution: first.execution,
    outcome: outcomeOf(events),
    recovered: true,
  };
  const appended = journal.append(end);
  return appended.ok ? ok([...events, end]) : appended;
}

/** Killed after its last task, an execution has done what it was to do: then nothing was interrupted. */
function outcomeOf(events: readonly RunEvent[]): Outcome {
  const good = new Set(
    events.flatMap((event) => {
      if (event.type === 'task-ended') return event.outcome.kind === 'succeeded' ? [event.task] : [];
      if (event.type !== 'task-skipped') return [];
      return event.why === 'upstream-failed' || event.why === 'cancelled' ? [] : [event.task];
    }),
  );
  const [first] = events;
  const complete = first?.type === 'execution-started' && first.tasks.every(({ task }) => good.has(task));
  return complete ? { kind: 'succeeded' } : { kind: 'failed', failure: { kind: 'interrupted' } };
}

function lockedBy(event: RunEvent): [TaskId, LockedTask][] {
  const ended = event.type === 'task-ended' || event.type === 'task-skipped';
  return ended && event.locked !== undefined ? [[event.task, event.locked]] : [];
}

/** Looks at the last line alone: with nothing to recover, the journal is not read. */
function isClosed(journal: string): boolean {
  const tail = readTail(journal, 4096);
  return tail === '' || /"type":"execution-ended"[^\n]*\}\n$/.test(tail);
}
