// Executes a plan: every selected task as soon as what it needs has ended and the machine has room for it.
import { setMaxListeners } from 'node:events';
import { hostname } from 'node:os';
import type { PlannedTask } from '../plan/plan';
import type { TaskId } from '../plan/task';
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { compactJournal } from './compactJournal';
import { EventQueue } from './eventQueue';
import type { Outcome, RunEvent } from './events';
import type { ExecutablePlan, ExecuteOptions } from './executeOptions';
import { Execution, newExecutionId } from './execution';
import { attemptIo } from './ioFailure';
import { type Journal, openJournal } from './journal';
import { LockWriter } from './lockWriter';
import { pruneAttempts } from './pruneAttempts';
import { ResourcePool } from './resourcePool';
import { runTask, type TaskEnd } from './runTask';

/**
 * Executes `plan` and tells what happens. The caller holds the writer lock and has called `recover` before it planned. An
 * abort ends running tasks cleanly; so does giving up the iteration.
 */
export async function* execute(
  plan: ExecutablePlan,
  options: ExecuteOptions,
  signal: AbortSignal,
): AsyncGenerator<RunEvent, void> {
  const queue = new EventQueue<RunEvent>();
  const abandoned = new AbortController();
  const stop = AbortSignal.any([signal, abandoned.signal]);
  // Every running task listens; more than ten of them are no leak.
  setMaxListeners(0, stop, ...(options.kill === undefined ? [] : [options.kill]));
  const finished = executeAll(plan, options, stop, queue).finally(() => {
    queue.close();
  });
  let heard: 'all heard' | 'abandoned' = 'abandoned';
  try {
    yield* queue;
    // Whoever iterates asks for the next event when it is done with the last: the recorder has written its runs.
    heard = 'all heard';
  } finally {
    abandoned.abort();
    (await finished).close(heard);
  }
}

async function executeAll(
  plan: ExecutablePlan,
  options: ExecuteOptions,
  stop: AbortSignal,
  queue: EventQueue<RunEvent>,
): Promise<Execution> {
  const selected = plan.plan.tasks.filter((planned) => planned.selected);
  const journal = openJournalForWork(selected, options);
  const pool = new ResourcePool(options.machine);
  const lock = new LockWriter(plan.known.lock, (entries) => options.writeLock(entries));
  const run = new Execution({
    id: newExecutionId(),
    plan,
    options,
    stop,
    pool,
    lock,
    queue,
    journal: journal.ok ? journal.value : undefined,
  });
  const closePool = () => {
    pool.close();
  };
  stop.addEventListener('abort', closePool);
  if (stop.aborted) closePool();
  if (!journal.ok) run.giveUp(journal.error);
  run.emit(startedEvent(selected, run));
  await runTasks(selected, run);
  stop.removeEventListener('abort', closePool);
  finish(run, stop);
  return run;
}

/** Nothing to do leaves no trace: a check that all is fresh must not make files change. */
function openJournalForWork(
  selected: readonly PlannedTask[],
  { paths }: ExecuteOptions,
): Result<Journal | undefined, IoFailure> {
  if (selected.every(({ verdict }) => verdict.kind === 'fresh')) return ok(undefined);
  const tidied = attemptIo(paths.journal, () => {
    pruneAttempts(paths);
    compactJournal(paths.journal);
  });
  return tidied.ok ? openJournal(paths.journal) : tidied;
}

function startedEvent(selected: readonly PlannedTask[], { id, plan, options }: Execution): RunEvent {
  return {
    type: 'execution-started',
    time: Date.now(),
    execution: id,
    pipeline: plan.pipeline.name,
    specFile: options.paths.specFile,
    specDigest: plan.specDigest,
    tasks: selected.map(({ task, verdict }) => ({
      task: task.id,
      step: task.step,
      verdict: verdict.kind,
      reasons: verdict.kind === 'fresh' ? [] : verdict.reasons,
    })),
    pid: process.pid,
    host: hostname(),
  };
}

/** The plan's order puts makers before readers, so what a task needs has been started when it is its turn. */
async function runTasks(selected: readonly PlannedTask[], run: Execution): Promise<void> {
  const ends = new Map<TaskId, Promise<TaskEnd>>();
  selected.forEach((planned, order) => {
    // Tasks that were not selected count as they are: their outputs are read from the disk.
    const needs = planned.task.needs.flatMap((id) => ends.get(id) ?? []);
    ends.set(
      planned.task.id,
      Promise.all(needs).then((upstream) => runTask(planned, order, upstream, run)),
    );
  });
  await Promise.all(ends.values());
}

/** The lock is written before the journal says that all is over: until then the journal can make the lock again. */
function finish(run: Execution, stop: AbortSignal): void {
  run.options.digester.save();
  const written = run.lock.flush();
  if (!written.ok) run.giveUp(written.error);
  const outcome: Outcome =
    run.failure !== undefined
      ? { kind: 'failed', failure: run.failure }
      : stop.aborted
        ? { kind: 'cancelled' }
        : { kind: 'succeeded' };
  run.showEnd({ type: 'execution-ended', time: Date.now(), execution: run.id, outcome });
}
