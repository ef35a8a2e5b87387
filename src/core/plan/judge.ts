// Whether a task has to run, and every reason why. The plan asks before anything runs; the executor asks again once a
// task's inputs are real, so that a step whose upstream made the same bytes again does not run (early cut-off).
import type { Digest } from '../base/digest';
import { canonicalJson, type Json } from '../base/json';
import { changeKindOf } from './changeKind';
import { commandTemplate, commandText } from './commandText';
import { fingerprintOf } from './fingerprint';
import type { LockedPath, LockedTask } from './lock';
import type { Known } from './plan';
import type { PathState, Task, TaskId, TaskInput } from './task';
import type { Fingerprint, Reason, Verdict } from './verdict';

/** A verdict, and the fingerprint when all inputs are known. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly fingerprint?: Fingerprint;
}

/** Judges a task. `upstream` holds the tasks that will run, or whose outcome is unknown: their outputs may change. */
export function judge(task: Task, known: Known, upstream: ReadonlySet<TaskId>): Judgement {
  const waits = task.needs.filter((id) => upstream.has(id));
  const inputs = waits.length === 0 ? inputDigests(task, known) : undefined;
  const fingerprint = inputs === undefined ? undefined : fingerprintOf(task, inputs, known.sha256);
  const reasons = reasonsOf(task, known, upstream, waits, fingerprint);
  if (reasons.length === 0) return { verdict: { kind: 'fresh' }, fingerprint };
  const restorable = fingerprint !== undefined && canRestore(task, known, fingerprint);
  return { verdict: { kind: restorable ? 'restorable' : 'stale', reasons }, fingerprint };
}

function inputDigests(task: Task, known: Known): Record<string, Digest> | undefined {
  const digests: Record<string, Digest> = {};
  for (const { path } of task.inputs) {
    const state = known.pathState(path);
    if (state.kind === 'missing') return undefined;
    digests[path] = state.digest;
  }
  return digests;
}

/** A task that always runs, or that appends to what is there, makes something new each time. */
function canRestore(task: Task, known: Known, fingerprint: Fingerprint): boolean {
  if (task.alwaysChanged || task.outputs.length === 0 || task.outputs.some(({ persist }) => persist)) return false;
  return known.cached(fingerprint) !== undefined;
}

function reasonsOf(
  task: Task,
  known: Known,
  upstream: ReadonlySet<TaskId>,
  waits: readonly TaskId[],
  fingerprint: Fingerprint | undefined,
): readonly Reason[] {
  const locked = known.lock.get(task.id);
  const missing = missingOutputs(task, known);
  // Frozen means: take what is there, whatever changed. Only when nothing is there has it to be made.
  if (task.frozen) return missing;
  const reasons: Reason[] = [];
  if (task.alwaysChanged) reasons.push({ kind: 'always-changed' });
  if (known.interrupted.has(task.id)) reasons.push({ kind: 'interrupted' });
  // The same fingerprint says that nothing it covers changed: the common case, thousands of times in a no-op plan.
  if (locked === undefined || locked.fingerprint !== fingerprint) {
    reasons.push(...definitionChanges(task, locked), ...inputChanges(task, locked, known, upstream));
  }
  if (locked !== undefined) reasons.push(...outputChanges(task, locked, known), ...missing);
  reasons.push(...waits.map((id): Reason => ({ kind: 'upstream', task: id })));
  if (reasons.length > 0 || locked === undefined || locked.fingerprint === fingerprint) return reasons;
  // Nothing that has a reason of its own differs, yet the fingerprint does: a pick's candidates changed places, or
  // another version of Fairlead understood the step differently.
  return [{ kind: 'command-changed', from: locked.command, to: commandText(task.action) }];
}

function definitionChanges(task: Task, locked: LockedTask | undefined): readonly Reason[] {
  if (locked === undefined) return [{ kind: 'never-ran' }];
  const reasons: Reason[] = [];
  for (const name of keysOf(locked.params, task.params)) {
    const [from, to] = [locked.params[name], task.params[name]];
    if (!isSame(from, to)) reasons.push({ kind: 'param-changed', name, from, to });
  }
  for (const name of keysOf(locked.env, task.env)) {
    if (locked.env[name] !== task.env[name]) reasons.push({ kind: 'env-changed', name });
  }
  const command = commandText(task.action);
  if (command === locked.command || (reasons.length > 0 && isWrittenAlike(task, locked))) return reasons;
  return [{ kind: 'command-changed', from: locked.command, to: command }, ...reasons];
}

/** A command that only holds another value was not edited: the value's own reason says what changed. */
function isWrittenAlike({ action }: Task, locked: LockedTask): boolean {
  return locked.template !== undefined && locked.template === commandTemplate(action);
}

function inputChanges(
  task: Task,
  locked: LockedTask | undefined,
  known: Known,
  upstream: ReadonlySet<TaskId>,
): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const input of task.inputs) {
    const before = locked?.inputs[input.path];
    if (locked !== undefined && before === undefined) reasons.push({ kind: 'input-added', path: input.path });
    // What upstream is about to make anew cannot be judged by what lies there now.
    if (input.madeBy !== undefined && upstream.has(input.madeBy)) continue;
    const state = known.pathState(input.path);
    if (state.kind === 'missing') reasons.push({ kind: 'input-missing', path: input.path });
    else if (before !== undefined && before.digest !== state.digest)
      reasons.push(contentChange(input, before, state, known));
  }
  const present = new Set(task.inputs.map(({ path }) => path));
  for (const path of Object.keys(locked?.inputs ?? {})) {
    if (!present.has(path)) reasons.push({ kind: 'input-removed', path });
  }
  return reasons;
}

function contentChange(
  input: TaskInput,
  before: LockedPath,
  state: Exclude<PathState, { kind: 'missing' }>,
  known: Known,
): Reason {
  const files = state.kind === 'directory' ? changedFiles(known.directoryFiles(before.digest), state.files) : [];
  // A directory of sources has no ending of its own: what changed inside tells.
  const isCode =
    input.change === 'code' ||
    (input.madeBy === undefined && files.length > 0 && files.every((file) => changeKindOf(file) === 'code'));
  return { kind: isCode ? 'code-changed' : 'data-changed', path: input.path, files };
}

/** Without a memory of the former files nothing can be named. */
function changedFiles(
  before: Readonly<Record<string, Digest>> | undefined,
  after: Readonly<Record<string, Digest>>,
): readonly string[] {
  return before === undefined ? [] : keysOf(before, after).filter((name) => before[name] !== after[name]);
}

function outputChanges(task: Task, locked: LockedTask, known: Known): readonly Reason[] {
  const reasons: Reason[] = [];
  for (const { path, persist } of task.outputs) {
    const before = locked.outputs[path];
    if (before === undefined) {
      reasons.push({ kind: 'output-added', path });
      continue;
    }
    const state = known.pathState(path);
    // What other programs may append to is theirs.
    if (state.kind !== 'missing' && state.digest !== before.digest && !persist)
      reasons.push({ kind: 'output-changed', path });
  }
  const present = new Set(task.outputs.map(({ path }) => path));
  for (const path of Object.keys(locked.outputs)) {
    if (!present.has(path)) reasons.push({ kind: 'output-removed', path });
  }
  return reasons;
}

function missingOutputs(task: Task, known: Known): readonly Reason[] {
  const missing = task.outputs.filter(({ path }) => known.pathState(path).kind === 'missing');
  return missing.map(({ path }) => ({ kind: 'output-missing', path }));
}

function isSame(from: Json | undefined, to: Json | undefined): boolean {
  return from === to || (from !== undefined && to !== undefined && canonicalJson(from) === canonicalJson(to));
}

/** Names in either record, sorted, each once. */
function keysOf(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
}
