// Pipelines and plans in short, for tests of what is shown of them.
import type { Plan, PlannedTask } from '../../../src/core/plan/plan';
import type { Verdict } from '../../../src/core/plan/verdict';
import type { Pipeline, Step } from '../../../src/core/spec/pipeline';

/** A step with nothing but a name and what it reads and writes. */
export function step(
  name: string,
  {
    inputs = [],
    outputs = [],
    ...more
  }: { inputs?: string[]; outputs?: string[] } & Partial<Pick<Step, 'needs' | 'place' | 'metrics'>> = {},
): Step {
  return {
    name,
    inputs: inputs.map((path) => ({ path })),
    outputs: outputs.map((path) => ({ path, cache: true, persist: false })),
    metrics: [],
    params: [],
    needs: [],
    resources: { cpus: 1, gpus: 0 },
    retries: { times: 0, backoffMs: 0 },
    env: {},
    secrets: [],
    executor: 'local',
    frozen: false,
    alwaysChanged: false,
    place: { file: 'fairlead.yaml', line: 3, character: 2 },
    ...more,
  };
}

/** A pipeline of these steps. */
export function pipeline(...steps: readonly Step[]): Pipeline {
  return { name: 'p', params: {}, paramsFiles: [], datasets: {}, steps, executors: {}, files: ['fairlead.yaml'] };
}

/** A planned task `train` or `train[rate=1]`. */
export function planned(
  id: string,
  verdict: Verdict,
  needs: readonly string[] = [],
  fingerprint: `sha256:${string}` = 'sha256:0',
): PlannedTask {
  const [, name = id, matrixKey = ''] = /^([^[]+)(?:\[(.*)\])?$/.exec(id) ?? [];
  return {
    task: {
      id,
      step: name,
      matrix: {},
      matrixKey,
      action: { kind: 'command', command: 'true', workingDirectory: '' },
      inputs: [],
      outputs: [],
      params: {},
      env: {},
      secrets: [],
      resources: { cpus: 1, gpus: 0 },
      retries: { times: 0, backoffMs: 0 },
      executor: 'local',
      frozen: false,
      alwaysChanged: false,
      needs,
      place: { file: 'fairlead.yaml', line: 3, character: 2 },
    },
    verdict,
    fingerprint,
    selected: true,
  };
}

/** A plan of tasks in the order in which they may run. */
export function plan(...tasks: readonly PlannedTask[]): Plan {
  return { tasks };
}

export const fresh: Verdict = { kind: 'fresh' };

/** Has to run because its param `rate` changed. */
export const stale: Verdict = {
  kind: 'stale',
  reasons: [{ kind: 'param-changed', name: 'rate', from: 0.1, to: 0.01 }],
};
