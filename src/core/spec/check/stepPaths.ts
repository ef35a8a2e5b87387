// The paths that a step reads and makes, with the way to where each is written in the step's mapping.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';
import type { UnplacedStep } from '../read/readStep';
import { mapping } from '../read/readJson';
import { toTemplate } from '../read/readJson';
import type { Template } from '../template';

/** A path in a step. */
export interface StepPath {
  readonly template: Template;
  /** Below the step. */
  readonly path: readonly (string | number)[];
}

/** What the step makes: outputs, metrics files and the picked copy. */
export function outputPaths(step: UnplacedStep, value?: Json): readonly StepPath[] {
  const outputs = step.outputs.map((output, index) => ({
    template: output.path,
    path: outputPlace(output.name, index, value),
  }));
  const metrics = step.metrics.map((template, index) => ({ template, path: ['metrics', index] }));
  return [...outputs, ...metrics, ...(step.pick ? [{ template: step.pick.as, path: ['pick', 'as'] }] : [])];
}

function outputPlace(name: string | undefined, index: number, value: Json | undefined): readonly (string | number)[] {
  const key = name ?? index;
  const outputs = mapping(value).outputs;
  const item = isJsonObject(outputs)
    ? outputs[String(key)]
    : Array.isArray(outputs)
      ? (outputs as readonly Json[])[Number(key)]
      : undefined;
  return isJsonObject(item) ? ['outputs', key, 'path'] : ['outputs', key];
}

/** What the step reads. */
export function inputPaths(value: Json): readonly StepPath[] {
  const { inputs } = mapping(value);
  if (isJsonObject(inputs)) return Object.entries(inputs).flatMap(([name, item]) => one(['inputs', name], item));
  return Array.isArray(inputs)
    ? (inputs as readonly Json[]).flatMap((item, index) => one(['inputs', index], item))
    : [];
}

function one(path: readonly (string | number)[], item: Json): readonly StepPath[] {
  return typeof item === 'string' ? [{ template: toTemplate(item), path }] : [];
}
