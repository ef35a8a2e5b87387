// A pipeline as the editor draws it: the plan's verdicts with what executions say laid over them. Pure.
import type { Plan, PlannedTask } from '../../src/core/plan/plan';
import type { TaskId } from '../../src/core/plan/task';
import { reasonText } from '../../src/core/plan/reasonText';
import type { Reason } from '../../src/core/plan/verdict';
import { failureText } from '../../src/core/run/failureText';
import type { Pipeline, Step } from '../../src/core/spec/pipeline';
import type { PipelineView, StepView, TaskState, TaskView } from '../../src/protocol/pipelines';
import { baseName, parentOf, pathToUri } from '../paths';
import type { ExecutionState, TaskProgress } from './executionState';

/** What is known of one spec. */
export interface PipelineFacts {
  /** Absolute. */
  readonly specPath: string;
  /** As far as the spec could be read. */
  readonly pipeline?: Pipeline;
  /** Absent when none could be made; `problem` then says why. */
  readonly plan?: Plan;
  readonly problem?: string;
  readonly errors: number;
  readonly executions: ExecutionState;
  /** Events came since the plan was made: what they say of a task is newer than its verdict. */
  readonly planOutdated: boolean;
}

/** The view of one spec. */
export function toPipelineView(facts: PipelineFacts): PipelineView {
  const { specPath, pipeline, errors, problem, executions } = facts;
  const root = parentOf(specPath);
  const tasks = tasksByStep(facts, root);
  const feeders = feedersByStep(facts.plan);
  return {
    uri: pathToUri(specPath),
    specPath,
    name: pipeline?.name ?? baseName(specPath),
    steps: (pipeline?.steps ?? []).map((step) =>
      toStepView(step, root, tasks.get(step.name) ?? [], feeders.get(step.name) ?? step.needs),
    ),
    errors,
    problem,
    running: executions.running,
  };
}

function toStepView(step: Step, root: string, tasks: readonly TaskView[], needs: readonly string[]): StepView {
  const { name, description, phase, place } = step;
  return {
    name,
    description,
    phase,
    place: { uri: pathToUri(`${root}/${place.file}`), line: place.line, character: place.character },
    state: worstState(tasks.map(({ state }) => state)),
    tasks,
    needs,
  };
}

function tasksByStep({ plan, executions, planOutdated }: PipelineFacts, root: string): ReadonlyMap<string, TaskView[]> {
  const views = new Map<string, TaskView[]>();
  const broken = new Set<TaskId>(); // Failed or blocked; makers come before readers in a plan, so one pass is enough.
  for (const planned of plan?.tasks ?? []) {
    const { task } = planned;
    const progress = executions.task(task.id);
    const state = stateOf(planned, progress, { planOutdated, upstreamBroken: task.needs.some((id) => broken.has(id)) });
    if (state === 'failed' || state === 'blocked') broken.add(task.id);
    const view: TaskView = {
      id: task.id,
      matrixKey: task.matrixKey,
      state,
      reasons: reasonsOf(state, planned, progress),
      durationMs: progress.durationMs,
      startedAt: state === 'running' ? progress.startedAt : undefined,
      logUri: progress.log === undefined ? undefined : pathToUri(`${root}/${progress.log}`),
      metrics: progress.metrics,
    };
    const siblings = views.get(task.step);
    if (siblings === undefined) views.set(task.step, [view]);
    else siblings.push(view);
  }
  return views;
}

function stateOf(
  { verdict, fingerprint }: PlannedTask,
  progress: TaskProgress,
  { planOutdated, upstreamBroken }: { readonly planOutdated: boolean; readonly upstreamBroken: boolean },
): TaskState {
  if (progress.phase === 'queued' || progress.phase === 'running') return progress.phase;
  if (planOutdated && progress.phase === 'succeeded') return 'fresh';
  if (verdict.kind === 'fresh' && !planOutdated) return 'fresh';
  // A failure stands until something that the task depends on changes: then it is worth another try.
  if (progress.phase === 'failed' && (planOutdated || progress.fingerprint === fingerprint)) return 'failed';
  if (progress.phase === 'blocked' && upstreamBroken) return 'blocked';
  return verdict.kind;
}

function reasonsOf(state: TaskState, { verdict }: PlannedTask, { failure }: TaskProgress): readonly string[] {
  if (state === 'failed' && failure !== undefined) return [failureText(failure)];
  if (state === 'blocked') return ['a step that it depends on failed'];
  return state === 'fresh' || verdict.kind === 'fresh' ? [] : reasonTexts(verdict.reasons);
}

/** In words; tasks of one step that are waited for are counted, not listed: a matrix may have a hundred. */
function reasonTexts(reasons: readonly Reason[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const reason of reasons) {
    if (reason.kind !== 'upstream') continue;
    const step = stepOfTask(reason.task);
    counts.set(step, (counts.get(step) ?? 0) + 1);
  }
  const texts = reasons.map((reason) => {
    if (reason.kind !== 'upstream') return reasonText(reason);
    const step = stepOfTask(reason.task);
    const tasks = counts.get(step) ?? 0;
    return tasks > 1 ? `waits for ${step} (${String(tasks)} tasks)` : reasonText(reason);
  });
  return [...new Set(texts)];
}

/** A task is called `step[matrix]`, and no step's name has a bracket. */
function stepOfTask(task: TaskId): string {
  return task.split('[', 1)[0] ?? task;
}

/** From worst to best. */
const badness: readonly TaskState[] = [
  'failed',
  'running',
  'queued',
  'blocked',
  'stale',
  'restorable',
  'unknown',
  'fresh',
];

/** The state that a step shows for all its tasks; without tasks nothing is known. */
export function worstState(states: readonly TaskState[]): TaskState {
  return badness.find((state) => states.includes(state)) ?? 'unknown';
}

function feedersByStep(plan: Plan | undefined): ReadonlyMap<string, readonly string[]> {
  const stepOf = new Map(plan?.tasks.map(({ task }) => [task.id, task.step]));
  const feeders = new Map<string, Set<string>>();
  for (const { task } of plan?.tasks ?? []) {
    const own = feeders.get(task.step) ?? new Set<string>();
    feeders.set(task.step, own);
    for (const id of task.needs) {
      const step = stepOf.get(id);
      if (step !== undefined && step !== task.step) own.add(step);
    }
  }
  return new Map([...feeders].map(([step, names]) => [step, [...names]]));
}
