// The values that expressions of a step may name.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../base/json';
import type { Dataset, Pipeline } from '../spec/pipeline';
import { fillPaths } from './fillPaths';
import { seenFrom } from './relativePath';
import type { StepDraft } from './stepDraft';

/** What every expression may name: `params`, and `datasets` with their paths, targets and segments. */
export function pipelineScope(pipeline: Pipeline): JsonObject {
  const { params } = pipeline;
  const datasets: Record<string, Json> = {};
  for (const dataset of Object.values(pipeline.datasets)) {
    const { name, target, segments } = dataset;
    const paths = pathsOf(dataset, params);
    const path: Json = paths.length === 1 ? (paths[0] ?? '') : paths;
    datasets[name] = { path, segments, ...(target === undefined ? {} : { target }) };
  }
  return { params, datasets };
}

/** The paths of each dataset by its name. */
export function datasetPaths({ datasets, params }: Pipeline): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.values(datasets).map((dataset) => [dataset.name, pathsOf(dataset, params)]));
}

/** A path that cannot be filled in is reported where the spec is checked. */
function pathsOf({ paths }: Dataset, params: JsonObject): readonly string[] {
  return paths.flatMap((path) => {
    const filled = fillPaths(path, { params });
    return filled.ok ? filled.value : [];
  });
}

/** `steps.<step>.outputs`: paths of a step without a matrix, lists of them (one item a task) of a step with one. */
export function stepsScope(drafts: ReadonlyMap<string, readonly StepDraft[]>): JsonObject {
  const steps: Record<string, Json> = {};
  for (const [name, tasks] of drafts) {
    const [first] = tasks;
    if (first === undefined) continue;
    const outputs = tasks.map((task) => namedPaths(task.outputs));
    steps[name] = { outputs: first.step.matrix === undefined ? (outputs[0] ?? []) : transpose(outputs) };
  }
  return steps;
}

/**
 * Paths as expressions see them: a list when none has a name; else a mapping of the named ones, in which those without
 * a name go by their number. A name that stands for several paths is a list of them.
 */
export function namedPaths(paths: readonly { readonly name?: string; readonly path: string }[]): Json {
  if (paths.every(({ name }) => name === undefined)) return paths.map(({ path }) => path);
  const byName: Record<string, Json> = {};
  paths.forEach(({ name, path }, index) => {
    const key = name ?? String(index);
    const present = Object.hasOwn(byName, key) ? byName[key] : undefined;
    byName[key] = present === undefined ? path : isJsonList(present) ? [...present, path] : [present, path];
  });
  return byName;
}

/** The same value with all its paths as a command sees them that starts in `directory`. */
export function pathsSeenFrom(directory: string, value: Json): Json {
  if (typeof value === 'string') return seenFrom(directory, value);
  if (isJsonList(value)) return value.map((item) => pathsSeenFrom(directory, item));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, pathsSeenFrom(directory, member)]));
}

/** `[{ model: a }, { model: b }]` -> `{ model: [a, b] }`; lists likewise by position. */
function transpose(outputs: readonly Json[]): Json {
  const [first] = outputs;
  if (isJsonList(first)) {
    return first.map((_, index) => outputs.map((output) => memberOf(output, index)));
  }
  if (!isJsonObject(first)) return [];
  return Object.fromEntries(Object.keys(first).map((key) => [key, outputs.map((output) => memberOf(output, key))]));
}

/** All tasks of a step have the same outputs, so the member is there. */
function memberOf(output: Json, key: string | number): Json {
  if (isJsonList(output)) return output[Number(key)] ?? null;
  return isJsonObject(output) ? (output[key] ?? null) : null;
}
