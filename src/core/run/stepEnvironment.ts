// The environment of a step's processes.
//
// It is inherited, not cleared: conda and virtual environments, CUDA, proxies, module systems and HPC site settings live in
// variables whose names nobody can list, and a step that works in the terminal has to work here (DVC does the same). What
// decides the outputs belongs into the step's `env`: that alone is part of the fingerprint.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../base/json';
import { err, ok, type Result } from '../base/result';
import type { Task } from '../plan/task';
import type { TaskFailure } from './events';
import { attemptIo } from './ioFailure';

/** Where a step's environment comes from. */
export interface EnvironmentSources {
  readonly root: string;
  readonly attemptId: string;
  /** The attempt's private folder: the params file goes there. */
  readonly folder: string;
  /** What is inherited. */
  readonly inherited: Readonly<Record<string, string | undefined>>;
  /** Values of secrets by name. */
  secret(name: string): string | undefined;
  /** Further variables, e.g. the tracking server's. The step's own `env` wins over them. */
  readonly extra: Readonly<Record<string, string>>;
  /** GPUs that the task may use; undefined leaves the choice to it. */
  readonly gpus?: readonly string[];
}

/**
 * What is meant for our own process: the editor's Node setting would turn every Electron program into a Node, and secrets of
 * steps (FAIRLEAD_SECRET_*) are handed to those that name them alone.
 */
const notInherited = /^(?:ELECTRON_RUN_AS_NODE|FAIRLEAD_\w*)$/;

/** The whole environment of a task's command; writes the params file that FAIRLEAD_PARAMS names. */
export function stepEnvironment(task: Task, sources: EnvironmentSources): Result<Record<string, string>, TaskFailure> {
  const secrets: Record<string, string> = {};
  for (const name of task.secrets) {
    const value = sources.secret(name);
    if (value === undefined) return err({ kind: 'missing-secret', name });
    secrets[name] = value;
  }
  const params = join(sources.folder, 'params.json');
  const written = attemptIo(params, () => {
    mkdirSync(sources.folder, { recursive: true });
    writeFileSync(params, `${JSON.stringify(nested(task.params), undefined, 2)}\n`);
  });
  if (!written.ok) return err({ kind: 'io', ...written.error });
  return ok({
    ...inheritable(sources.inherited),
    // Python buffers what does not go to a terminal; a log should grow while the step runs.
    PYTHONUNBUFFERED: '1',
    ...(sources.gpus === undefined ? {} : { CUDA_VISIBLE_DEVICES: sources.gpus.join(',') }),
    ...sources.extra,
    ...fairleadVariables(task, sources, params),
    ...task.env,
    ...secrets,
  });
}

function fairleadVariables(
  task: Task,
  { root, attemptId }: EnvironmentSources,
  params: string,
): Record<string, string> {
  const metrics = task.outputs.find((output) => output.metrics);
  const outputs = task.outputs.flatMap(({ name, path }) =>
    name === undefined ? [] : [[`FAIRLEAD_OUTPUT_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`, join(root, path)]],
  );
  return {
    FAIRLEAD_ROOT: root,
    FAIRLEAD_STEP: task.step,
    FAIRLEAD_TASK: task.id,
    FAIRLEAD_MATRIX: JSON.stringify(task.matrix),
    FAIRLEAD_PARAMS: params,
    FAIRLEAD_ATTEMPT: attemptId,
    ...(metrics === undefined ? {} : { FAIRLEAD_METRICS: join(root, metrics.path) }),
    // Pairs of strings by construction; `fromEntries` forgets that.
    ...(Object.fromEntries(outputs) as Record<string, string>),
  };
}

function inheritable(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(env)) {
    if (value !== undefined && !notInherited.test(name)) kept[name] = value;
  }
  return kept;
}

/** `{ 'train.rate': 0.1 }` as scripts expect it: `{ train: { rate: 0.1 } }`. */
function nested(params: Readonly<Record<string, Json>>): JsonObject {
  const root = emptyObject();
  for (const [name, value] of Object.entries(params)) {
    const keys = name.split('.');
    const last = keys.pop() ?? name;
    let place = root;
    for (const key of keys) {
      const below = place[key];
      // Only objects made here are entered; a leaf of the same name would be a param with children, which does not exist.
      place = (typeof below === 'object' && below !== null ? below : (place[key] = emptyObject())) as Record<
        string,
        Json
      >;
    }
    place[last] = value;
  }
  return root;
}

/** Without a prototype, so that a param named `__proto__` is a param like any other. */
function emptyObject(): Record<string, Json> {
  return Object.create(null) as Record<string, Json>;
}
