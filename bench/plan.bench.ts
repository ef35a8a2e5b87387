// How long planning takes when every digest is known: no disk, no YAML. The target is 150 ms of CPU for 5,000 steps.
// `npm run bench plan`
import { createHash } from 'node:crypto';
import type { Digest } from '../src/core/base/digest';
import { expand, type Expansion } from '../src/core/plan/expand';
import { fingerprintOf } from '../src/core/plan/fingerprint';
import type { LockedTask } from '../src/core/plan/lock';
import { makePlan } from '../src/core/plan/makePlan';
import type { Known } from '../src/core/plan/plan';
import type { PathState, Task } from '../src/core/plan/task';
import { toLockedTask } from '../src/core/plan/toLockedTask';
import type { Pipeline, Step } from '../src/core/spec/pipeline';
import { parseTemplate } from '../src/core/spec/expression/parseTemplate';

const sha256 = (text: string): Digest => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** Chains of ten steps, each with a script, the former step's output and a param. */
function chains(steps: number): Pipeline {
  return {
    name: 'bench',
    params: { train: { rate: 0.1, depth: 3 } },
    paramsFiles: [],
    datasets: {},
    executors: {},
    files: [],
    steps: Array.from({ length: steps }, (_, index) => step(index)),
  };
}

function step(index: number): Step {
  const chained = index % 10 === 0 ? [] : [{ path: `build/${String(index - 1)}.out` }];
  return {
    name: `step-${String(index)}`,
    run: parseTemplate('python step.py ${{ inputs[0] }} --out ${{ outputs[0] }} --rate ${{ params.train.rate }}')
      .template,
    inputs: [{ path: 'steps/step.py' }, { path: `data/${String(index)}.csv` }, ...chained],
    outputs: [{ path: `build/${String(index)}.out`, cache: true, persist: false }],
    metrics: [],
    params: ['train'],
    needs: [],
    resources: { cpus: 1, gpus: 0 },
    retries: { times: 0, backoffMs: 0 },
    env: {},
    secrets: [],
    executor: 'local',
    frozen: false,
    alwaysChanged: false,
    place: { file: 'fairlead.yaml', line: index, character: 2 },
  };
}

/** A disk on which everything lies as the lock says. */
function everythingFresh({ tasks }: Expansion): Known {
  const states = new Map<string, PathState>();
  for (const { path } of tasks.flatMap(({ inputs, outputs }) => [...inputs, ...outputs])) {
    states.set(path, { kind: 'file', digest: sha256(path), size: path.length });
  }
  const locked = (task: Task): LockedTask => {
    const inputs = Object.fromEntries(task.inputs.map(({ path }) => [path, sha256(path)]));
    return toLockedTask(task, fingerprintOf(task, inputs, sha256), states, states);
  };
  return {
    pathState: (path) => states.get(path) ?? { kind: 'missing' },
    lock: new Map(tasks.map((task) => [task.id, locked(task)])),
    interrupted: new Set(),
    cached: () => undefined,
    directoryFiles: () => undefined,
    sha256,
  };
}

function cpuMs(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

for (const size of [500, 5000]) {
  const pipeline = chains(size);
  const known = everythingFresh(expand(pipeline));
  const first = cpuMs(() => makePlan(expand(pipeline), known, {}));
  const times = Array.from({ length: 15 }, () => cpuMs(() => makePlan(expand(pipeline), known, {}))).sort(
    (a, b) => a - b,
  );
  const plan = makePlan(expand(pipeline), known, {});
  const fresh = plan.ok ? plan.value.tasks.filter(({ verdict }) => verdict.kind === 'fresh').length : 0;
  console.log(
    `${String(size)} steps: first ${first.toFixed(0)} ms, median ${(times[7] ?? 0).toFixed(0)} ms CPU (${String(fresh)} fresh)`,
  );
}
