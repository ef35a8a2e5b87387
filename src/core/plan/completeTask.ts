// The second half of a task: inputs, environment and command, filled in once all outputs are known.
import { isJsonObject, type Json, type JsonObject } from '../base/json';
import type { Pipeline, Step } from '../spec/pipeline';
import { fillTemplate } from '../spec/expression/fillTemplate';
import { changeKindOf } from './changeKind';
import { failureText, fillPaths } from './fillPaths';
import type { OutputIndex } from './outputIndex';
import type { PlanProblems } from './planProblems';
import { ancestorsOf, normalizePath } from './relativePath';
import { namedPaths, pathsSeenFrom } from './scopes';
import type { StepDraft } from './stepDraft';
import type { PickCandidate, Task, TaskAction, TaskId, TaskInput } from './task';
import { leavesBelow, leavesReadBy, paramsReadBy, type ParamLeaves } from './usedParams';

/** What all tasks of a pipeline share while they are completed. */
export interface CompletionContext {
  readonly pipeline: Pipeline;
  /** `params` and `datasets`. */
  readonly scope: JsonObject;
  /** `steps`. */
  readonly steps: JsonObject;
  readonly drafts: ReadonlyMap<string, readonly StepDraft[]>;
  readonly index: OutputIndex;
  readonly datasetPaths: ReadonlySet<string>;
  readonly problems: PlanProblems;
  /** Leaves of the params by what steps write under `params`: thousands of steps share a few. */
  readonly leaves: Map<string, ParamLeaves | undefined>;
}

/** The task a draft becomes. What cannot be filled in is a problem at the step and left out. */
export function completeTask(draft: StepDraft, context: CompletionContext): Task {
  const { step, id, matrix, matrixKey, outputs } = draft;
  const taskScope: Record<string, Json> = { ...context.scope, steps: context.steps };
  if (step.matrix !== undefined) taskScope.matrix = { ...matrix, key: matrixKey };
  const candidates = candidatesOf(draft, context);
  const declared = declaredInputs(step, taskScope, context.problems);
  taskScope.inputs = namedPaths(declared);
  taskScope.outputs = namedPaths(outputs);
  const env = fillEnv(step, taskScope, context.problems);
  taskScope.env = env;
  const links = linkInputs(draft, [...declared, ...candidateInputs(candidates)], context);
  return {
    id,
    step: step.name,
    matrix,
    matrixKey,
    action: actionOf(draft, candidates, taskScope, context.problems),
    inputs: links.inputs,
    outputs,
    params: paramsOf(step, context),
    env,
    secrets: step.secrets,
    resources: step.resources,
    timeoutMs: step.timeoutMs,
    retries: step.retries,
    executor: step.executor,
    frozen: step.frozen,
    alwaysChanged: step.alwaysChanged,
    needs: links.needs,
    place: step.place,
  };
}

interface NamedPath {
  readonly name?: string;
  readonly path: string;
}

function declaredInputs(step: Step, scope: JsonObject, problems: PlanProblems): readonly NamedPath[] {
  return step.inputs.flatMap(({ name, path }, index) => {
    const paths = fillPaths(path, scope);
    if (paths.ok) return paths.value.map((each) => (name === undefined ? { path: each } : { name, path: each }));
    problems.add(step, `Input ${name ?? String(index + 1)} of step '${step.name}' cannot be filled in: ${paths.error}`);
    return [];
  });
}

function fillEnv(step: Step, scope: JsonObject, problems: PlanProblems): Record<string, string> {
  const env: Record<string, string> = {};
  for (const [name, template] of Object.entries(step.env)) {
    const value = fillTemplate(template, scope, { quote: 'none' });
    if (value.ok) env[name] = value.value;
    else
      problems.add(
        step,
        `The variable ${name} of step '${step.name}' cannot be filled in: ${failureText(value.error)}`,
      );
  }
  return env;
}

function actionOf(
  { step, outputs }: StepDraft,
  candidates: readonly PickCandidate[],
  scope: JsonObject,
  problems: PlanProblems,
): TaskAction {
  if (step.pick !== undefined) {
    const { by, best } = step.pick;
    return { kind: 'pick', by, best, candidates, as: outputs[0]?.path ?? '' };
  }
  const workingDirectory = normalizePath(step.workingDirectory ?? '.');
  const seen = workingDirectory === '.' ? scope : scopeSeenFrom(workingDirectory, scope);
  const command = fillTemplate(step.run ?? '', seen, { quote: 'shell' });
  if (!command.ok)
    problems.add(step, `The command of step '${step.name}' cannot be filled in: ${failureText(command.error)}`);
  return { kind: 'command', command: command.ok ? command.value : '', workingDirectory };
}

/** A command that starts elsewhere gets paths that lead where they should from there. */
function scopeSeenFrom(directory: string, scope: JsonObject): JsonObject {
  const datasets = isJsonObject(scope.datasets) ? Object.entries(scope.datasets) : [];
  return {
    ...scope,
    inputs: pathsSeenFrom(directory, scope.inputs ?? []),
    outputs: pathsSeenFrom(directory, scope.outputs ?? []),
    steps: pathsSeenFrom(directory, scope.steps ?? {}),
    datasets: Object.fromEntries(datasets.map(([name, dataset]) => [name, datasetSeenFrom(directory, dataset)])),
  };
}

/** A dataset's target and segments are names of columns, not paths. */
function datasetSeenFrom(directory: string, dataset: Json): Json {
  return isJsonObject(dataset) ? { ...dataset, path: pathsSeenFrom(directory, dataset.path ?? []) } : dataset;
}

function candidatesOf({ step }: StepDraft, { drafts, problems }: CompletionContext): readonly PickCandidate[] {
  const { pick } = step;
  if (pick === undefined) return [];
  const tasks = drafts.get(pick.from);
  if (tasks === undefined) problems.add(step, `'${pick.from}', from which step '${step.name}' picks, is no step.`);
  return (tasks ?? []).flatMap((task) => {
    const made = task.outputs.filter(({ metrics }) => !metrics);
    const output = pick.output === undefined ? made[0] : made.find(({ name }) => name === pick.output);
    const metrics = task.outputs.filter((each) => each.metrics).map(({ path }) => path);
    if (output === undefined || (pick.output === undefined && made.length > 1)) {
      problems.add(step, pickProblem(pick.from, pick.output, made));
      return [];
    }
    if (metrics.length === 0)
      problems.add(step, `Step '${pick.from}' has no metrics file to pick by: name one under its metrics.`);
    return [{ task: task.id, metrics, output: output.path }];
  });
}

function pickProblem(from: string, output: string | undefined, made: readonly NamedPath[]): string {
  if (output !== undefined) return `Step '${from}' has no output named '${output}' to pick.`;
  const many = made.length > 1;
  return many
    ? `Step '${from}' has several outputs: say under pick which \`output\` is meant.`
    : `Step '${from}' has no output to pick.`;
}

function candidateInputs(candidates: readonly PickCandidate[]): readonly NamedPath[] {
  return candidates.flatMap(({ metrics, output }) => [output, ...metrics].map((path) => ({ path })));
}

interface Links {
  readonly inputs: readonly TaskInput[];
  readonly needs: readonly TaskId[];
}

/** Who makes the inputs; outputs of steps named in `needs` become inputs too, so that their change is seen here. */
function linkInputs(draft: StepDraft, declared: readonly NamedPath[], context: CompletionContext): Links {
  const inputs = new Map<string, TaskInput>();
  const needs = new Set<TaskId>();
  for (const { name, path } of declared) {
    const makers = context.index.makersOf(path);
    const others = makers.filter((made) => made.draft !== draft);
    if (others.length < makers.length) reportOwnOutput(draft, path, makers, context);
    for (const made of others) needs.add(made.draft.id);
    const madeBy = others[0]?.draft.id;
    const change = madeBy !== undefined || isOfDataset(path, context.datasetPaths) ? 'data' : changeKindOf(path);
    const present = inputs.get(path);
    inputs.set(
      path,
      present ?? { ...(name === undefined ? {} : { name }), path, change, ...(madeBy === undefined ? {} : { madeBy }) },
    );
  }
  for (const name of draft.step.needs) addNeeded(name, draft, inputs, needs, context);
  return { inputs: [...inputs.values()], needs: [...needs] };
}

function addNeeded(
  name: string,
  { step }: StepDraft,
  inputs: Map<string, TaskInput>,
  needs: Set<TaskId>,
  { drafts, problems }: CompletionContext,
): void {
  const tasks = drafts.get(name);
  if (tasks === undefined) problems.add(step, `'${name}', which step '${step.name}' needs, is no step.`);
  for (const task of tasks ?? []) {
    needs.add(task.id);
    for (const { path } of task.outputs) {
      if (!inputs.has(path)) inputs.set(path, { path, change: 'data', madeBy: task.id });
    }
  }
}

function reportOwnOutput(
  draft: StepDraft,
  path: string,
  makers: ReturnType<OutputIndex['makersOf']>,
  { problems }: CompletionContext,
): void {
  const own = makers.find((made) => made.draft === draft)?.output.path ?? path;
  const what = own === path ? `'${path}'` : `'${own}', which belongs to its input '${path}'`;
  problems.add(
    draft.step,
    `Step '${draft.step.name}' writes ${what}: it reads what it makes, so it could never be up to date.`,
  );
}

function isOfDataset(path: string, datasetPaths: ReadonlySet<string>): boolean {
  if (datasetPaths.has(path)) return true;
  for (const directory of ancestorsOf(path)) if (datasetPaths.has(directory)) return true;
  return false;
}

/** The params that the step names, and those that its command and environment read. */
function paramsOf(step: Step, context: CompletionContext): ParamLeaves {
  const read = [step.run ?? '', ...Object.values(step.env)].flatMap(paramsReadBy);
  if (read.length === 0 && step.params.length === 0) return {};
  const key = [...step.params, '', ...read].join('\0');
  const known = context.leaves.get(key);
  if (known !== undefined) return known;
  const leaves: Record<string, Json> = {};
  for (const name of step.params) {
    const below = leavesBelow(context.pipeline.params, name);
    if (below === undefined)
      context.problems.add(step, `There is no param '${name}', which step '${step.name}' names.`);
    Object.assign(leaves, below);
  }
  for (const name of read) Object.assign(leaves, leavesReadBy(context.pipeline.params, name));
  context.leaves.set(key, leaves);
  return leaves;
}
