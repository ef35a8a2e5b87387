// The two sides of a comparison: recorded runs by what the user calls them, or the workspace.
import { err, ok, type Result } from '../../core/base/result';
import type { ProjectPlan } from '../../core/project/project';
import type { Run } from '../../core/track/run';
import { localTime } from '../text/words';
import { runSnapshot, workspaceSnapshot, type Snapshot } from './snapshot';

/** Snapshots by task, and what to call them together. */
export interface Side {
  readonly label: string;
  readonly tasks: ReadonlyMap<string, Snapshot>;
}

/** The workspace: every task of the plan. */
export async function workspaceSide(planned: ProjectPlan, root: string): Promise<Side> {
  const snapshots = await Promise.all(planned.plan.tasks.map((task) => workspaceSnapshot(task, planned, root)));
  return { label: 'the workspace', tasks: new Map(snapshots.map((snapshot) => [snapshot.task, snapshot])) };
}

/** The last good run of every task. */
export function lastRunsSide(runs: readonly Run[]): Side {
  const last = new Map<string, Snapshot>();
  for (const run of runs) {
    const snapshot = runSnapshot(run);
    if (isTaskRun(run) && run.status === 'FINISHED' && !last.has(snapshot.task)) last.set(snapshot.task, snapshot);
  }
  return { label: 'the last runs', tasks: last };
}

/** `name` is the beginning of a run's id (of a task or of a whole execution), a task, or a step: then its last run. */
export function namedSide(name: string, runs: readonly Run[]): Result<Side, string> {
  const byName = runs.find((run) => run.tags['fairlead.task'] === name || run.tags['fairlead.step'] === name);
  const byId = /^[0-9a-f]{4,32}$/.test(name) ? runs.filter(({ run_id }) => run_id.startsWith(name)) : [];
  if (byId.length > 1) return err(`Several runs begin with ${name}; give more digits ("fairlead runs" lists them).`);
  const run = byId[0] ?? byName;
  if (run === undefined) return err(`No run, task or step is called "${name}"; "fairlead runs" lists the runs.`);
  // Oldest first, as they ran.
  const members = isTaskRun(run) ? [run] : runs.filter(({ parent_run_id }) => parent_run_id === run.run_id).reverse();
  const snapshots = members.map(runSnapshot);
  const label = `${run.run_name} (run ${run.run_id.slice(0, 8)}, ${localTime(run.start_time)})`;
  return ok({ label, tasks: new Map(snapshots.map((snapshot) => [snapshot.task, snapshot])) });
}

/** Runs of tasks are nested in the run of their execution. */
const isTaskRun = ({ parent_run_id }: Run) => parent_run_id !== undefined;
