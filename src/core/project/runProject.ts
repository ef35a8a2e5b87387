// A run from one end to the other: take the writer lock, close what a crash left open, plan, execute, record, release.
import { err, ok, type Result } from '../base/result';
import type { Disposable } from '../base/scope';
import { writeLock } from '../cache/lockFile';
import { ensureStateDir } from '../cache/stateDir';
import type { Selection } from '../plan/plan';
import type { TaskId } from '../plan/task';
import type { RunEvent } from '../run/events';
import { execute } from '../run/execute';
import type { ExecuteOptions } from '../run/executeOptions';
import type { Executor } from '../run/executor';
import { executors } from '../run/executors';
import { thisMachine } from '../run/machine';
import { recover } from '../run/recover';
import { acquireWriterLock, type LockFailure } from '../run/writerLock';
import type { Pipeline } from '../spec/pipeline';
import type { Project, ProjectFailure, ProjectPlan } from './project';
import { openRunRecording, recordRecovered } from './runRecording';

/** What to run and how. */
export interface RunProjectOptions {
  readonly selection: Selection;
  /** How many tasks at once; by default one per processor. */
  readonly jobs?: number;
  /** Whether tasks that do not depend on a failed one still start. */
  readonly keepGoing?: boolean;
  /** Wait for another run of the same pipeline instead of answering `held`. */
  readonly wait?: boolean;
  readonly onWaiting?: (message: string) => void;
  /** The second Ctrl-C: running tasks get no grace. */
  readonly kill?: AbortSignal;
  /** What steps inherit and secrets are taken from; the process's own by default. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Why nothing ran. */
export type RunProjectFailure = ProjectFailure | LockFailure;

/**
 * Runs what is not fresh. The events have to be iterated to their end, or given up by leaving the loop: that is when the
 * writer lock is released. An abort of `signal` ends running tasks cleanly.
 */
export async function runProject(
  project: Project,
  options: RunProjectOptions,
  signal: AbortSignal,
): Promise<Result<AsyncIterable<RunEvent>, RunProjectFailure>> {
  const { paths } = project;
  const made = ensureStateDir(paths);
  if (!made.ok) return err({ kind: 'io', failure: made.error });
  const { wait, onWaiting } = options;
  const lock = await acquireWriterLock(paths.writerLock, { command: 'fairlead run', wait, onWaiting, signal });
  if (!lock.ok) return lock;
  const plan = await planAsWriter(project, options.selection, signal);
  if (!plan.ok) {
    lock.value.dispose();
    if (signal.aborted) return err({ kind: 'cancelled' });
    return plan;
  }
  return ok(events(project, plan.value, options, signal, lock.value));
}

/** Only the writer may close what was left open, and only after that the plan knows how the past ended. */
async function planAsWriter(
  project: Project,
  selection: Selection,
  signal: AbortSignal,
): Promise<Result<ProjectPlan, ProjectFailure>> {
  const recovered = await recover(project.paths);
  if (!recovered.ok) {
    const { path, message } = recovered.error;
    return 'code' in recovered.error
      ? err({ kind: 'io', failure: { ...recovered.error, code: String(recovered.error.code) } })
      : err({ kind: 'lock-unreadable', path, message });
  }
  recordRecovered(project.paths, recovered.value);
  return project.plan(selection, signal);
}

async function* events(
  project: Project,
  plan: ProjectPlan,
  options: RunProjectOptions,
  signal: AbortSignal,
  lock: Disposable,
): AsyncGenerator<RunEvent, void> {
  const recording = openRunRecording(project.paths);
  const succeeded = new Set<TaskId>();
  try {
    for await (const event of execute(plan, executeOptions(project, plan.pipeline, options), signal)) {
      recording.add(event);
      if (event.type === 'task-ended' && event.outcome.kind === 'succeeded') succeeded.add(event.task);
      // The journal calls the execution ended when the next event is asked for: until its runs are on the disk as well,
      // a kill has to leave it open, so that the next start records it again.
      if (event.type === 'execution-ended') await recording.flush();
      yield event;
    }
    await rememberDirectories(project, plan, succeeded);
  } finally {
    await recording.close();
    lock.dispose();
  }
}

/** What the directories that were read consisted of, so that the next plan can name the file that changed in one. */
async function rememberDirectories(project: Project, { plan }: ProjectPlan, ran: ReadonlySet<TaskId>): Promise<void> {
  const inputs = plan.tasks.flatMap(({ task }) => (ran.has(task.id) ? task.inputs.map(({ path }) => path) : []));
  const states = await project.digester.digest(inputs);
  if (!states.ok) return;
  for (const state of states.value.values()) project.store.rememberDirectory(state);
}

function executeOptions(project: Project, pipeline: Pipeline, options: RunProjectOptions): ExecuteOptions {
  const { paths, digester, store } = project;
  const env = options.env ?? process.env;
  return {
    paths,
    digester,
    store,
    executorFor: (name) => executorFor(pipeline, name),
    writeLock: (lock) => writeLock(paths, lock),
    machine: thisMachine(env, options.jobs),
    env: withoutSecrets(env),
    // The editor hands over the values of its secret store under names of their own; a terminal has them as they are.
    secret: (name) => env[secretPrefix + name] ?? env[name],
    keepGoing: options.keepGoing,
    kill: options.kill,
  };
}

function executorFor({ executors: configured }: Pipeline, name: string): Executor | undefined {
  const kind = configured[name]?.kind ?? name;
  return executors.find((executor) => executor.kind === kind);
}

const secretPrefix = 'FAIRLEAD_SECRET_';

/** A step gets the secrets that it names and no others. */
function withoutSecrets(env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith(secretPrefix)));
}
