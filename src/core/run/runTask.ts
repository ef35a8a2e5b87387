// One task from "its makers have ended" to its end: is it fresh by now, can it be restored, or does it run; and again?
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { toLockedTask } from '../plan/toLockedTask';
import type { PlannedTask } from '../plan/plan';
import type { Task } from '../plan/task';
import type { Reason, Verdict } from '../plan/verdict';
import { runAttempt } from './attempt';
import type { RunEvent, TaskFailure } from './events';
import type { Execution } from './execution';
import { attemptIo } from './ioFailure';
import { type Judged, rejudge } from './rejudge';
import type { Lease } from './resourcePool';

/** How a task left the disk: `changed` when it ran or was restored, so that its readers have to look again. */
export type TaskEnd = 'unchanged' | 'changed' | 'failed' | 'cancelled';

/** Brings a task to its end; `order` is its place in the plan, `upstream` how those it needs ended. */
export async function runTask(
  planned: PlannedTask,
  order: number,
  upstream: readonly TaskEnd[],
  run: Execution,
): Promise<TaskEnd> {
  const { task, verdict } = planned;
  if (upstream.includes('failed')) return skip(task, 'upstream-failed', run);
  if (upstream.includes('cancelled')) return skip(task, 'cancelled', run);
  if (verdict.kind === 'fresh' && !upstream.includes('changed')) return skipFresh(task, run);
  for (let number = 1; ; number += 1) {
    const lease = await run.pool.acquire(task.resources, order);
    if (lease === undefined) return skip(task, 'cancelled', run);
    let end: TaskEnd | 'again';
    try {
      end = await runOnce(planned, number, lease, run);
    } finally {
      lease.dispose();
    }
    if (end !== 'again') return end;
    // Doubled each time. The resources are free meanwhile.
    const backoffMs = task.retries.backoffMs * 2 ** (number - 1);
    await delay(backoffMs, undefined, { signal: run.stop }).catch(() => undefined);
  }
}

async function runOnce(planned: PlannedTask, number: number, lease: Lease, run: Execution): Promise<TaskEnd | 'again'> {
  const { task } = planned;
  const judged = await rejudge(task, run);
  if (!judged.ok && run.stop.aborted) return skip(task, 'cancelled', run);
  const forced = isForced(planned.verdict);
  let remark: string | undefined;
  if (judged.ok && number === 1 && !forced) {
    if (judged.value.verdict.kind === 'fresh') return skipFresh(task, run);
    if (judged.value.verdict.kind === 'restorable') {
      const restored = await restore(task, judged.value, run);
      if (restored.ok) return 'changed';
      remark = `The outputs could not be restored from the cache (${restored.error.message}), so the step runs.`;
    }
  }
  const willRetry = (failure: TaskFailure) =>
    number <= task.retries.times && isRetried(failure) && !run.stop.aborted && !run.pool.closed;
  const outcome = await runAttempt(
    {
      task,
      number,
      reasons: reasonsOf(judged.ok && !forced ? judged.value.verdict : planned.verdict),
      judged: judged.ok ? judged : err({ kind: 'io', ...judged.error }),
      gpus: lease.gpus.length > 0 ? lease.gpus : undefined,
      remark,
      willRetry,
    },
    run,
  );
  if (outcome.kind === 'succeeded') return 'changed';
  if (outcome.kind === 'cancelled') return 'cancelled';
  if (willRetry(outcome.failure)) return 'again';
  run.taskFailed(outcome.failure);
  return 'failed';
}

/** Puts the outputs of exactly this fingerprint back from the cache. */
async function restore(task: Task, { fingerprint, states }: Judged, run: Execution): Promise<Result<void, IoFailure>> {
  const { store, paths, digester } = run.options;
  const digests = fingerprint === undefined ? undefined : store.taskOutputs(fingerprint);
  if (fingerprint === undefined || digests === undefined) {
    return err({ code: 'ENOENT', path: paths.cacheDir, message: 'the cache no longer holds them' });
  }
  for (const [path, digest] of Object.entries(digests)) {
    const state = states.get(path);
    if (state !== undefined && state.kind !== 'missing' && state.digest === digest) continue;
    const place = join(paths.root, path);
    const folder = attemptIo(place, () => mkdirSync(dirname(place), { recursive: true }));
    const restored = folder.ok ? await store.restore(digest, place) : folder;
    if (!restored.ok) return restored;
  }
  const digested = await digester.digest([...task.inputs, ...task.outputs].map(({ path }) => path));
  if (!digested.ok) return digested;
  const locked = toLockedTask(task, fingerprint, digested.value, digested.value);
  run.lock.set(task.id, locked);
  run.emit({ type: 'task-skipped', time: Date.now(), task: task.id, why: 'restored', locked });
  return ok(undefined);
}

/** A frozen task is fresh whatever changed; the event says which of the two it is. */
function skipFresh(task: Task, run: Execution): TaskEnd {
  return skip(task, task.frozen ? 'frozen' : 'fresh', run);
}

type Skip = Extract<RunEvent, { type: 'task-skipped' }>['why'];

function skip(task: Task, why: Exclude<Skip, 'restored'>, run: Execution): TaskEnd {
  run.emit({ type: 'task-skipped', time: Date.now(), task: task.id, why });
  switch (why) {
    case 'fresh':
    case 'frozen':
      return 'unchanged';
    case 'upstream-failed':
      return 'failed';
    case 'cancelled':
      return 'cancelled';
  }
}

function reasonsOf(verdict: Verdict): readonly Reason[] {
  return verdict.kind === 'fresh' ? [] : verdict.reasons;
}

function isForced(verdict: Verdict): boolean {
  return reasonsOf(verdict).some(({ kind }) => kind === 'forced');
}

/** Failures that another attempt may not have; the others are the same again until a person does something. */
function isRetried(failure: TaskFailure): boolean {
  const { kind } = failure;
  if (kind === 'input-changed') return failure.removed !== true;
  return kind === 'exit' || kind === 'timeout' || kind === 'missing-output';
}
