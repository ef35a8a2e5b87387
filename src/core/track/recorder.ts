// Executions as runs: an execution is a parent run, each task that ran a run nested in it. The ids come from the execution's
// and the task's own names, so recording the same events again, e.g. after a crash, changes nothing.
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../base/json';
import type { LockedPath } from '../plan/lock';
import type { Outcome, RunEvent } from '../run/events';
import type { Run, RunStatus, RunStore } from './run';

/** What the events do not know. */
export interface RecordContext {
  /** MLflow experiment; the pipeline's name when absent. */
  readonly experiment?: string;
  readonly user?: string;
  /** Commit of the working tree, and whether it had changes beyond it. */
  readonly commit?: string;
  readonly dirty?: boolean;
}

type Started = Extract<RunEvent, { type: 'execution-started' }>;
type TaskStarted = Extract<RunEvent, { type: 'task-started' }>;
type TaskEnded = Extract<RunEvent, { type: 'task-ended' }>;
type Ended = Extract<RunEvent, { type: 'execution-ended' }>;

/** The runs of one execution, the parent first. None when no task started: a check that all is fresh is no run. */
export function recordExecution(events: Iterable<RunEvent>, context: RecordContext): readonly Run[] {
  const recorder = new Recorder(context);
  for (const event of events) recorder.add(event);
  return recorder.runs();
}

/** Writes runs while their execution goes on. */
export interface RunRecorder {
  add(event: RunEvent): void;
}

/** Records the events it is given into `store`, a run as soon as it changes. */
export function recordInto(store: RunStore, context: RecordContext): RunRecorder {
  const recorder = new Recorder(context);
  return {
    add: (event) => {
      for (const run of recorder.add(event)) store.write(run);
    },
  };
}

/** What an execution's run was recorded with, so that it can be recorded again in the same words. */
export function contextOf(parent: Run | undefined): RecordContext {
  if (parent === undefined) return {};
  const { 'mlflow.user': user, 'mlflow.source.git.commit': commit, 'fairlead.dirty': dirty } = parent.tags;
  return { experiment: parent.experiment, user, commit, dirty: dirty === undefined ? undefined : dirty === 'true' };
}

/** The id of an execution's run: known before it is recorded, so that steps can be told. */
export function executionRunId(execution: string): string {
  return runId(execution);
}

/** The id of a task's run in an execution; attempts at it are one run. */
export function taskRunId(execution: string, task: string): string {
  return runId(`${execution}\n${task}`);
}

function runId(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Turns events into runs one by one; knows nothing of where they go. */
class Recorder {
  readonly #context: RecordContext;
  #execution: Started | undefined;
  #parent: Run | undefined;
  readonly #tasks = new Map<string, { readonly started: TaskStarted; readonly run: Run }>();

  constructor(context: RecordContext) {
    this.#context = context;
  }

  runs(): readonly Run[] {
    return this.#parent === undefined ? [] : [this.#parent, ...[...this.#tasks.values()].map(({ run }) => run)];
  }

  /** The runs that `event` made or changed. */
  add(event: RunEvent): readonly Run[] {
    switch (event.type) {
      case 'execution-started':
        this.#execution = event;
        return [];
      case 'task-started':
        return this.#start(event);
      case 'task-ended':
        return this.#end(event);
      case 'execution-ended':
        return this.#finish(event);
      case 'task-publishing':
      case 'task-skipped':
        return [];
    }
  }

  #start(event: TaskStarted): readonly Run[] {
    if (this.#execution === undefined) return [];
    const execution = this.#execution;
    const isFirst = this.#parent === undefined;
    this.#parent ??= parentRun(execution, this.#context);
    const before = this.#tasks.get(event.task)?.run;
    const run = taskRun(execution, event, before, this.#context);
    this.#tasks.set(event.task, { started: event, run });
    return isFirst ? [this.#parent, run] : [run];
  }

  #end(event: TaskEnded): readonly Run[] {
    const task = this.#tasks.get(event.task);
    if (task === undefined) return [];
    const run = endedRun(task.run, event);
    this.#tasks.set(event.task, { ...task, run });
    return [run];
  }

  #finish(event: Ended): readonly Run[] {
    if (this.#parent === undefined) return [];
    const unfinished = this.#closeRetried(event);
    const recovered: Record<string, string> = event.recovered === true ? { 'fairlead.recovered': 'true' } : {};
    this.#parent = {
      ...this.#parent,
      status: statusOf(event.outcome),
      end_time: event.time,
      tags: { ...this.#parent.tags, ...recovered, ...failureTags(event.outcome) },
    };
    return [...unfinished, this.#parent];
  }

  /** Tasks whose last attempt was to be followed by another, which the end of the execution has prevented. */
  #closeRetried({ outcome, time }: Ended): readonly Run[] {
    const status = outcome.kind === 'cancelled' ? 'KILLED' : 'FAILED';
    const running = [...this.#tasks].filter(([, { run }]) => run.status === 'RUNNING');
    return running.map(([name, task]) => {
      const run: Run = { ...task.run, status, end_time: time };
      this.#tasks.set(name, { ...task, run });
      return run;
    });
  }
}

function parentRun(execution: Started, context: RecordContext): Run {
  const name = `${execution.pipeline} ${execution.execution.slice(0, 15)}`;
  return {
    run_id: executionRunId(execution.execution),
    run_name: name,
    experiment: context.experiment ?? execution.pipeline,
    status: 'RUNNING',
    start_time: execution.time,
    params: {},
    metrics: {},
    tags: { 'mlflow.runName': name, ...commonTags(execution, context) },
  };
}

function taskRun(execution: Started, event: TaskStarted, before: Run | undefined, context: RecordContext): Run {
  const parent = executionRunId(execution.execution);
  return {
    run_id: taskRunId(execution.execution, event.task),
    run_name: event.task,
    experiment: context.experiment ?? execution.pipeline,
    parent_run_id: parent,
    status: 'RUNNING',
    // The run begins with its first attempt.
    start_time: before?.start_time ?? event.time,
    params: { ...paramTexts(event.params, ''), ...paramTexts(event.matrix, 'matrix.') },
    metrics: {},
    tags: {
      'mlflow.runName': event.task,
      'mlflow.parentRunId': parent,
      ...commonTags(execution, context),
      'fairlead.step': event.step,
      'fairlead.task': event.task,
      ...(Object.keys(event.matrix).length === 0 ? {} : { 'fairlead.matrix': canonicalJson(event.matrix) }),
      'fairlead.command': event.command,
      'fairlead.reasons': JSON.stringify(event.reasons),
      'fairlead.attempts': String(event.attempt),
      'fairlead.log': event.log,
      ...(event.fingerprint === undefined ? {} : { 'fairlead.fingerprint': event.fingerprint }),
    },
  };
}

function endedRun(run: Run, event: TaskEnded): Run {
  return {
    ...run,
    // Another attempt follows: the run goes on.
    status: event.willRetry ? 'RUNNING' : statusOf(event.outcome),
    ...(event.willRetry ? {} : { end_time: event.time }),
    metrics: event.metrics,
    tags: { ...run.tags, ...usageTags(event), ...failureTags(event.outcome), ...lockedTags(event) },
  };
}

function commonTags(execution: Started, context: RecordContext): Record<string, string> {
  return {
    'mlflow.source.name': execution.specFile,
    'mlflow.source.type': 'PROJECT',
    ...(context.user === undefined ? {} : { 'mlflow.user': context.user }),
    ...(context.commit === undefined ? {} : { 'mlflow.source.git.commit': context.commit }),
    ...(context.dirty === undefined ? {} : { 'fairlead.dirty': String(context.dirty) }),
    'fairlead.pipeline': execution.pipeline,
    'fairlead.execution': execution.execution,
    'fairlead.spec_digest': execution.specDigest,
    'fairlead.host': execution.host,
  };
}

/** MLflow has no place for what a run used; figures that were not measurable are absent. */
function usageTags({ usage }: TaskEnded): Record<string, string> {
  return {
    'fairlead.wall_ms': String(usage.wallMs),
    ...(usage.cpuMs === undefined ? {} : { 'fairlead.cpu_ms': String(usage.cpuMs) }),
    ...(usage.peakRssBytes === undefined ? {} : { 'fairlead.peak_rss_bytes': String(usage.peakRssBytes) }),
  };
}

function failureTags(outcome: Outcome): Record<string, string> {
  if (outcome.kind === 'succeeded') return {};
  if (outcome.kind === 'cancelled') return { 'fairlead.failure': 'cancelled' };
  const { failure } = outcome;
  if (failure.kind !== 'exit') return { 'fairlead.failure': failure.kind };
  const signal: Record<string, string> = failure.signal === undefined ? {} : { 'fairlead.signal': failure.signal };
  return { 'fairlead.failure': 'exit', 'fairlead.exit_code': String(failure.exitCode), ...signal };
}

/** Inputs and outputs by digest: the journal forgets them one day, the run must not. */
function lockedTags({ locked }: TaskEnded): Record<string, string> {
  if (locked === undefined) return {};
  const digests = (paths: Readonly<Record<string, LockedPath>>) =>
    canonicalJson(Object.fromEntries(Object.entries(paths).map(([path, { digest }]) => [path, digest])));
  return {
    'fairlead.exit_code': '0',
    'fairlead.inputs': digests(locked.inputs),
    'fairlead.outputs': digests(locked.outputs),
  };
}

/**
 * MLflow keeps params as text: texts as they are, everything else as JSON. The values of a matrix are params too, under the
 * names that the spec gives them (`matrix.rate`): by them the runs of a sweep are compared.
 */
function paramTexts(values: Readonly<Record<string, Json>>, prefix: string): Record<string, string> {
  const text = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [prefix + name, text(value)]));
}

/** MLflow's word for a run that somebody ended is KILLED. */
function statusOf(outcome: Outcome): RunStatus {
  switch (outcome.kind) {
    case 'succeeded':
      return 'FINISHED';
    case 'failed':
      return 'FAILED';
    case 'cancelled':
      return 'KILLED';
  }
}
