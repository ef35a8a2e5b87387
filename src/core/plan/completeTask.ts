// The second half of a task: inputs, environment and command, filled in once all outputs are known.
import { isJsonObject, type Json, type JsonObject } from '../base/json';
import type { Step } from '../spec/pipeline';
import { fillTemplate } from '../spec/expression/fillTemplate';
import type { CompletionContext, NamedPath } from './completionContext';
import { failureText, fillPaths } from './fillPaths';
import { linkInputs } from './linkInputs';
import { candidateInputs, candidatesOf } from './pickCandidates';
import type { PlanProblems } from './planProblems';
import { normalizePath } from './relativePath';
import { namedPaths, pathsSeenFrom } from './scopes';
import type { StepDraft } from './stepDraft';
import { paramsOf } from './stepParams';
import type { PickCandidate, Task, TaskAction } from './task';

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
    params: paramsOf(draft, context),
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
  return {
    kind: 'command',
    command: command.ok ? command.value : '',
    ...(typeof step.run === 'object' ? { template: step.run.source } : {}),
    workingDirectory,
  };
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
