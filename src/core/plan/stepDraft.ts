// The first half of a task: its matrix values, its name and its outputs. They come before everything else, since other
// steps' inputs may name them.
import { isJsonList, type Json, type JsonObject } from '../base/json';
import type { Pipeline, Step } from '../spec/pipeline';
import { evaluateTemplate } from '../spec/expression/fillTemplate';
import { expandMatrix } from './expandMatrix';
import { failureText, fillPaths } from './fillPaths';
import { matrixKeys } from './matrixKeys';
import { namesReadBy, type NamesRead } from './namesRead';
import type { PlanProblems } from './planProblems';
import { placeProblem } from './outputPlace';
import type { TaskId, TaskOutput } from './task';

/** A task whose inputs and command are not yet filled in. */
export interface StepDraft {
  readonly step: Step;
  readonly id: TaskId;
  readonly matrix: JsonObject;
  readonly matrixKey: string;
  readonly outputs: readonly TaskOutput[];
  /** What the step's command and environment name. */
  readonly read: NamesRead;
}

/** The tasks a step becomes. Names without values and paths outside of the project are problems at the step. */
export function draftStep(
  step: Step,
  pipeline: Pipeline,
  scope: JsonObject,
  problems: PlanProblems,
): readonly StepDraft[] {
  const outputName = pickedName(step, pipeline);
  const read = namesReadBy(step);
  return combinationsOf(step, scope, problems).map(({ matrix, matrixKey }) => {
    const taskScope = step.matrix === undefined ? scope : { ...scope, matrix: { ...matrix, key: matrixKey } };
    const id = matrixKey === '' ? step.name : `${step.name}[${matrixKey}]`;
    return { step, id, matrix, matrixKey, outputs: outputsOf(step, outputName, taskScope, pipeline, problems), read };
  });
}

interface Combination {
  readonly matrix: JsonObject;
  readonly matrixKey: string;
}

function combinationsOf(step: Step, scope: JsonObject, problems: PlanProblems): readonly Combination[] {
  if (step.matrix === undefined) return [{ matrix: {}, matrixKey: '' }];
  const axes: Record<string, readonly Json[]> = {};
  for (const [name, values] of Object.entries(step.matrix.axes)) {
    if (typeof values !== 'string' && !('parts' in values)) {
      axes[name] = values;
      continue;
    }
    const value = evaluateTemplate(values, scope);
    if (!value.ok) problems.add(step, `The matrix axis '${name}' cannot be filled in: ${failureText(value.error)}`);
    else if (!isJsonList(value.value)) problems.add(step, `The matrix axis '${name}' has to be a list.`);
    axes[name] = value.ok && isJsonList(value.value) ? value.value : [];
  }
  const combinations = expandMatrix(axes, step.matrix.include, step.matrix.exclude);
  if (combinations.length === 0)
    problems.add(step, `The matrix of step '${step.name}' has no combinations, so nothing would run.`);
  const keys = matrixKeys(combinations);
  return combinations.map((matrix, index) => ({ matrix, matrixKey: keys[index] ?? '' }));
}

function outputsOf(
  step: Step,
  pickedOutput: string | undefined,
  scope: JsonObject,
  pipeline: Pipeline,
  problems: PlanProblems,
): readonly TaskOutput[] {
  const outputs: TaskOutput[] = [];
  const add = (template: Step['outputs'][number]['path'], output: Omit<TaskOutput, 'path'>) => {
    const paths = fillPaths(template, scope);
    if (!paths.ok) problems.add(step, `An output of step '${step.name}' cannot be filled in: ${paths.error}`);
    for (const path of paths.ok ? paths.value : []) {
      const problem = placeProblem(path, pipeline);
      if (problem !== undefined) problems.add(step, `The output '${path}' ${problem}`);
      // A metrics file that is also named among the outputs is one output.
      const present = outputs.findIndex((each) => each.path === path);
      if (present < 0) outputs.push({ ...output, path });
      else outputs[present] = { path, ...output, ...outputs[present], metrics: output.metrics };
    }
  };
  if (step.pick !== undefined) add(step.pick.as, { name: pickedOutput, cache: true, persist: false, metrics: false });
  for (const { name, path, cache, persist } of step.outputs) add(path, { name, cache, persist, metrics: false });
  for (const path of step.metrics) add(path, { cache: true, persist: false, metrics: true });
  return outputs;
}

/** A pick's output keeps the name it has in the step that it is picked from: `steps.select.outputs.model`. */
function pickedName({ pick }: Step, pipeline: Pipeline): string | undefined {
  if (pick === undefined) return undefined;
  const outputs = pipeline.steps.find(({ name }) => name === pick.from)?.outputs ?? [];
  return pick.output ?? (outputs.length === 1 ? outputs[0]?.name : undefined);
}
