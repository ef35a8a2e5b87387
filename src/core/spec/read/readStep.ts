// A step's plain value -> Step, with every default filled in. What does not fit the grammar is left out, so that a step with errors is read
// as far as it makes sense.
import { isJsonObject } from '../../base/json';
import type { Json, JsonObject } from '../../base/json';
import type { Input, Matrix, Output, Phase, Pick, Place, Resources, Retries, Step } from '../pipeline';
import { phases } from '../schema/step';
import type { Template } from '../template';
import { parseDuration, parseSize } from '../units';
import { mapping, texts, textOf, toTemplate } from './readJson';

/** A step before it is known where it stands. */
export type UnplacedStep = Omit<Step, 'place'>;

/** Reads the entry `name` of `steps`. */
export function readStep(name: string, value: Json): UnplacedStep {
  const step = mapping(value);
  const run = templateOf(step.run);
  const pick = readPick(step.pick);
  const timeoutMs = durationOf(step.timeout);
  const description = textOf(step.description);
  const phase = phases.find((one) => one === step.phase) satisfies Phase | undefined;
  const workingDirectory = textOf(step.working_directory);
  const matrix = readMatrix(step.matrix);
  return {
    name,
    ...(description !== undefined && { description }),
    ...(phase && { phase }),
    ...(run !== undefined && { run }),
    ...(pick && { pick }),
    ...(workingDirectory !== undefined && { workingDirectory }),
    ...(matrix && { matrix }),
    inputs: readInputs(step.inputs),
    outputs: readOutputs(step.outputs),
    metrics: texts(step.metrics).map(toTemplate),
    params: texts(step.params),
    needs: texts(step.needs),
    resources: readResources(step.resources),
    ...(timeoutMs !== undefined && { timeoutMs }),
    retries: readRetries(step.retries),
    env: readEnv(step.env),
    secrets: texts(step.secrets),
    executor: textOf(step.executor) ?? 'local',
    frozen: step.frozen === true,
    alwaysChanged: step.always_changed === true,
  };
}

/** Places a step; positions change more often than steps. */
export function placeStep(step: UnplacedStep, place: Place): Step {
  return { ...step, place };
}

function readPick(value: Json | undefined): Pick | undefined {
  if (!isJsonObject(value)) return undefined;
  const { from, by, best, output, as } = value;
  if (typeof from !== 'string' || typeof by !== 'string' || typeof as !== 'string') return undefined;
  return {
    from,
    by,
    best: best === 'min' ? 'min' : 'max',
    ...(typeof output === 'string' && { output }),
    as: toTemplate(as),
  };
}

function readMatrix(value: Json | undefined): Matrix | undefined {
  if (!isJsonObject(value)) return undefined;
  const axes: Record<string, readonly Json[] | Template> = {};
  for (const [axis, values] of Object.entries(value)) {
    if (axis === 'include' || axis === 'exclude' || axis.startsWith('x-')) continue;
    if (Array.isArray(values)) axes[axis] = values as readonly Json[];
    else if (typeof values === 'string') axes[axis] = toTemplate(values);
  }
  return { axes, include: mappings(value.include), exclude: mappings(value.exclude) };
}

function mappings(value: Json | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly Json[]).filter(isJsonObject) : [];
}

function readInputs(value: Json | undefined): readonly Input[] {
  if (isJsonObject(value)) return namedTexts(value).map(([name, path]) => ({ name, path: toTemplate(path) }));
  return texts(value).map((path) => ({ path: toTemplate(path) }));
}

function readOutputs(value: Json | undefined): readonly Output[] {
  if (Array.isArray(value)) return (value as readonly Json[]).flatMap((item) => readOutput(undefined, item));
  return isJsonObject(value) ? Object.entries(value).flatMap(([name, item]) => readOutput(name, item)) : [];
}

function readOutput(name: string | undefined, value: Json): readonly Output[] {
  const named = name === undefined || name.startsWith('x-') ? {} : { name };
  if (typeof value === 'string') return [{ ...named, path: toTemplate(value), cache: true, persist: false }];
  if (!isJsonObject(value) || typeof value.path !== 'string') return [];
  return [{ ...named, path: toTemplate(value.path), cache: value.cache !== false, persist: value.persist === true }];
}

function readResources(value: Json | undefined): Resources {
  const { cpus, memory, gpus } = mapping(value);
  const memoryBytes = typeof memory === 'string' ? parseSize(memory) : undefined;
  return {
    cpus: typeof cpus === 'number' && cpus > 0 ? cpus : 1,
    ...(memoryBytes !== undefined && { memoryBytes }),
    gpus: typeof gpus === 'number' && gpus >= 0 ? gpus : 0,
  };
}

function readRetries(value: Json | undefined): Retries {
  const { times, backoff } = mapping(value);
  return {
    times: typeof times === 'number' && times > 0 ? Math.floor(times) : 0,
    backoffMs: durationOf(backoff) ?? 1000,
  };
}

function readEnv(value: Json | undefined): Readonly<Record<string, Template>> {
  const env: Record<string, Template> = {};
  for (const [name, item] of Object.entries(mapping(value))) {
    if (typeof item === 'string') env[name] = toTemplate(item);
    else if (typeof item === 'number' || typeof item === 'boolean') env[name] = String(item);
  }
  return env;
}

function namedTexts(value: JsonObject): readonly (readonly [string, string])[] {
  return Object.entries(value).flatMap(([name, item]) => (typeof item === 'string' ? [[name, item] as const] : []));
}

function durationOf(value: Json | undefined): number | undefined {
  return typeof value === 'string' ? parseDuration(value) : undefined;
}

function templateOf(value: Json | undefined): Template | undefined {
  return typeof value === 'string' ? toTemplate(value) : undefined;
}
