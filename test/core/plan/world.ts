// A disk, a lock and a cache in memory: what a plan knows, and what a run would do to it.
import { createHash } from 'node:crypto';
import type { Digest } from '../../../src/core/base/digest';
import { expand } from '../../../src/core/plan/expand';
import { judge } from '../../../src/core/plan/judge';
import type { LockedTask } from '../../../src/core/plan/lock';
import { makePlan } from '../../../src/core/plan/makePlan';
import type { Known, Plan, Selection } from '../../../src/core/plan/plan';
import { reasonText } from '../../../src/core/plan/reasonText';
import type { PathState, Task, TaskId } from '../../../src/core/plan/task';
import { toLockedTask } from '../../../src/core/plan/toLockedTask';
import type { Fingerprint } from '../../../src/core/plan/verdict';
import { pipelineOf, type PipelineText } from './pipelineOf';

export const sha256 = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Files are their texts; a directory is what has files below it. */
export class World {
  readonly files = new Map<string, string>();
  readonly lock = new Map<TaskId, LockedTask>();
  readonly interrupted = new Set<TaskId>();
  readonly #made = new Map<Fingerprint, Readonly<Record<string, Digest>>>();
  readonly #contents = new Map<Digest, PathState>();

  constructor(files: Readonly<Record<string, string>> = {}) {
    for (const [path, text] of Object.entries(files)) this.files.set(path, text);
  }

  get known(): Known {
    return {
      pathState: (path) => this.pathState(path),
      lock: this.lock,
      interrupted: this.interrupted,
      cached: (fingerprint) => this.#made.get(fingerprint),
      directoryFiles: (digest) => {
        const state = this.#contents.get(digest);
        return state?.kind === 'directory' ? state.files : undefined;
      },
      sha256,
    };
  }

  plan(text: PipelineText, selection: Selection = {}): Plan {
    const expansion = expand(pipelineOf(text));
    if (expansion.problems.length > 0) throw new Error(JSON.stringify(expansion.problems));
    const plan = makePlan(expansion, this.known, selection);
    if (!plan.ok) throw new Error(JSON.stringify(plan.error));
    return plan.value;
  }

  /** Each task as `id: verdict reason; reason`; tasks that are not selected stand in parentheses. */
  verdicts(text: PipelineText, selection: Selection = {}): readonly string[] {
    return this.plan(text, selection).tasks.map(({ task, verdict, selected }) => {
      const reasons = verdict.kind === 'fresh' ? '' : ` ${verdict.reasons.map(reasonText).join('; ')}`;
      const line = `${task.id}: ${verdict.kind}${reasons}`;
      return selected ? line : `(${line})`;
    });
  }

  /** Runs what a plan says, in order, judging each task again once its inputs are real; gives the ids that ran. */
  run(
    text: PipelineText,
    make: (task: Task, path: string) => string = contentOf,
    selection: Selection = {},
  ): readonly TaskId[] {
    const ran: TaskId[] = [];
    for (const { task, verdict, selected } of this.plan(text, selection).tasks) {
      if (!selected || verdict.kind === 'fresh') continue;
      const { verdict: now, fingerprint } = judge(task, this.known, new Set());
      if (now.kind === 'fresh' || fingerprint === undefined) continue;
      for (const { path } of task.outputs) this.files.set(path, make(task, path));
      this.#record(task, fingerprint);
      ran.push(task.id);
    }
    return ran;
  }

  #record(task: Task, fingerprint: Fingerprint): void {
    const states = (paths: readonly { readonly path: string }[]) =>
      new Map(paths.map(({ path }) => [path, this.pathState(path)]));
    const locked = toLockedTask(task, fingerprint, states(task.inputs), states(task.outputs));
    this.lock.set(task.id, locked);
    this.#made.set(
      fingerprint,
      Object.fromEntries(Object.entries(locked.outputs).map(([path, { digest }]) => [path, digest])),
    );
  }

  pathState(path: string): PathState {
    const state = this.#stateOf(path);
    if (state.kind !== 'missing') this.#contents.set(state.digest, state);
    return state;
  }

  #stateOf(path: string): PathState {
    const text = this.files.get(path);
    if (text !== undefined) return { kind: 'file', digest: sha256(text), size: text.length };
    const inside = [...this.files].filter(([file]) => file.startsWith(`${path}/`)).sort();
    if (inside.length === 0) return { kind: 'missing' };
    const files = Object.fromEntries(inside.map(([file, content]) => [file.slice(path.length + 1), sha256(content)]));
    return { kind: 'directory', digest: sha256(JSON.stringify(files)), size: 1, files };
  }
}

/** What a task writes: a text that depends on everything it was given. */
function contentOf(task: Task, path: string): string {
  return JSON.stringify([path, task.action, task.params, task.env]);
}
