// What a task was made from and what came out, at one moment: of a recorded run, or of the workspace as it is now. Two of
// them can be compared whatever they come from.
import { canonicalJson, type Json } from '../../core/base/json';
import { commandText } from '../../core/plan/commandText';
import type { PlannedTask } from '../../core/plan/plan';
import type { PathState } from '../../core/plan/task';
import type { ProjectPlan } from '../../core/project/project';
import { readMetrics } from '../../core/run/metricsFile';
import type { Run } from '../../core/track/run';

/** Texts by name, so that every kind of value is compared and shown alike. */
export interface Snapshot {
  readonly task: string;
  readonly command?: string;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: Readonly<Record<string, number>>;
  /** Path -> digest. Absent when nothing was recorded, e.g. for a run that failed. */
  readonly inputs?: Readonly<Record<string, string>>;
  readonly outputs?: Readonly<Record<string, string>>;
}

/** A recorded run; its digests are in tags. */
export function runSnapshot(run: Run): Snapshot {
  return {
    task: run.tags['fairlead.task'] ?? run.run_name,
    command: run.tags['fairlead.command'],
    params: run.params,
    metrics: run.metrics,
    inputs: digests(run.tags['fairlead.inputs']),
    outputs: digests(run.tags['fairlead.outputs']),
  };
}

/** A task as it would run now, with the outputs that lie there now. */
export async function workspaceSnapshot(
  { task }: PlannedTask,
  { known }: ProjectPlan,
  root: string,
): Promise<Snapshot> {
  const metricsFiles = task.outputs.filter(({ metrics }) => metrics).map(({ path }) => path);
  const metrics = await readMetrics(root, metricsFiles);
  return {
    task: task.id,
    command: commandText(task.action),
    params: Object.fromEntries(Object.entries(task.params).map(([name, value]) => [name, paramText(value)])),
    // A metrics file that is missing or broken shows as a changed output already.
    metrics: metrics.ok ? metrics.value : {},
    inputs: states(task.inputs, (path) => known.pathState(path)),
    outputs: states(task.outputs, (path) => known.pathState(path)),
  };
}

/** As the recorder writes them: texts as they are, everything else as JSON. */
const paramText = (value: Json): string => (typeof value === 'string' ? value : canonicalJson(value));

function states(
  paths: readonly { readonly path: string }[],
  stateOf: (path: string) => PathState,
): Readonly<Record<string, string>> {
  const entries = paths.map(({ path }) => [path, stateOf(path)] as const);
  return Object.fromEntries(
    entries.flatMap(([path, state]) => (state.kind === 'missing' ? [] : [[path, state.digest]])),
  );
}

function digests(tag: string | undefined): Readonly<Record<string, string>> | undefined {
  if (tag === undefined) return undefined;
  try {
    // The recorder wrote it: a mapping of paths to digests.
    return JSON.parse(tag) as Readonly<Record<string, string>>;
  } catch {
    return undefined;
  }
}
