// After a command ended well: are its outputs all there and its inputs still the same? Then they are stored, and the fact
// is put down in this order: content, journal, lock. A crash before the journal's line undoes the attempt, after it the
// next start finishes it.
import { join } from 'node:path';
import { err, ok, type Result } from '../base/result';
import type { LockedTask } from '../plan/lock';
import { outputDigests } from './outputDigests';
import type { PathState, Task } from '../plan/task';
import { toLockedTask } from '../plan/toLockedTask';
import type { Attempt } from './attempt';
import type { TaskFailure, Usage } from './events';
import type { Execution } from './execution';
import { finiteMetrics, readMetrics, type Metrics } from './metricsFile';
import { note } from './taskLog';

type States = ReadonlyMap<string, PathState>;

/** Publishes the attempt's outputs, or says why they cannot be. */
export async function publish(attempt: Attempt, usage: Usage, run: Execution): Promise<Result<void, TaskFailure>> {
  const { task, judged } = attempt;
  if (!judged.ok) return judged;
  const { fingerprint, states: before } = judged.value;
  if (fingerprint === undefined) throw new Error(`${task.id} ran although an input was missing`);
  // A clean stop lets what has ended well be kept; only a kill does not wait for its digests.
  const { kill } = run.options;
  const paths = [...task.outputs, ...task.inputs].map(({ path }) => path);
  const digested = await run.options.digester.digest(paths, kill);
  if (!digested.ok && kill?.aborted === true) return err({ kind: 'interrupted' });
  if (!digested.ok) return err({ kind: 'io', ...digested.error });
  const after = digested.value;
  const problem = missingOutput(task, after) ?? changedInput(task, before, after);
  if (problem !== undefined) return err(problem);
  const locked = toLockedTask(task, fingerprint, after, after);
  const stored = await store(task, after, run);
  if (!stored.ok) return stored;
  const metrics = await recordedMetrics(attempt, run);
  const time = Date.now();
  const publishing = run.emitIfJournalled({
    type: 'task-publishing',
    time,
    task: task.id,
    attemptId: attempt.id,
    locked,
    usage,
    metrics,
  });
  if (!publishing.ok) return err({ kind: 'io', ...publishing.error });
  run.lock.set(task.id, locked);
  remember(attempt, locked, run);
  run.emit({
    type: 'task-ended',
    time: Date.now(),
    task: task.id,
    attempt: attempt.number,
    attemptId: attempt.id,
    outcome: { kind: 'succeeded' },
    usage,
    locked,
    metrics,
    willRetry: false,
  });
  return ok(undefined);
}

function missingOutput(task: Task, after: States): TaskFailure | undefined {
  const missing = task.outputs.find(({ path }) => (after.get(path)?.kind ?? 'missing') === 'missing');
  return missing && { kind: 'missing-output', path: missing.path };
}

function changedInput(task: Task, before: States, after: States): TaskFailure | undefined {
  const changed = task.inputs.find(({ path }) => digestOf(before.get(path)) !== digestOf(after.get(path)));
  if (changed === undefined) return undefined;
  const removed = digestOf(after.get(changed.path)) === 'missing';
  return { kind: 'input-changed', path: changed.path, ...(removed ? { removed } : {}) };
}

function digestOf(state: PathState | undefined): string {
  return state === undefined || state.kind === 'missing' ? 'missing' : state.digest;
}

async function store(task: Task, states: States, { options }: Execution): Promise<Result<void, TaskFailure>> {
  for (const { path, cache } of task.outputs) {
    const state = states.get(path);
    if (!cache || state === undefined) continue;
    const put = await options.store.put(join(options.paths.root, path), state);
    if (!put.ok) return err({ kind: 'io', ...put.error });
  }
  return ok(undefined);
}

/**
 * After the journal's line, not before: of an attempt that is undone, nothing may be restored later as if it had succeeded.
 * When it is not remembered, the outputs are only not restorable one day. Outputs that go on from their old content
 * (`persist`) are no function of the inputs.
 */
function remember({ task, log }: Attempt, locked: LockedTask, { options }: Execution): void {
  const repeatable = task.outputs.length > 0 && task.outputs.every(({ cache, persist }) => cache && !persist);
  if (!repeatable || task.alwaysChanged) return;
  const remembered = options.store.rememberTask(locked.fingerprint, outputDigests(locked));
  if (!remembered.ok)
    note(log, `${remembered.error.message}. The outputs are good, but cannot be restored from the cache later.`);
}

/** Metrics that cannot be read are no failure of the step's work, but never silent: its log says so. */
async function recordedMetrics({ task, log }: Attempt, run: Execution): Promise<Metrics> {
  const files = task.outputs.filter((output) => output.metrics).map(({ path }) => path);
  const read = await readMetrics(run.options.paths.root, files);
  if (!read.ok) {
    note(log, read.error);
    return {};
  }
  const { finite, others } = finiteMetrics(read.value);
  if (others.length > 0) note(log, `not recorded, since they are no numbers: ${others.join(', ')}`);
  return finite;
}
