// `fairlead diff`: what changed between two runs, or between a run and the workspace.
import { err, ok, type Result } from '../../core/base/result';
import type { Project } from '../../core/project/project';
import { openJsonLinesRunStore } from '../../core/track/jsonLinesRunStore';
import type { Run } from '../../core/track/run';
import { compare } from '../diff/comparison';
import { lastRunsSide, namedSide, workspaceSide, type Side } from '../diff/sides';
import { showComparison } from '../diff/showComparison';
import { exitCodes, type ExitCode } from '../exitCodes';
import { openProjectAt, type OpenedProject } from '../openProjectAt';
import type { Command, Shell } from '../shell';
import { reportProjectFailure } from '../show/projectFailure';

/** As the command line gives them. */
export interface DiffOptions {
  readonly file?: string;
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** Compares; without a name the last run of every task, without a second one the workspace. */
export const diff: Command<DiffOptions> = async (options, shell) => {
  const json = options.json ?? false;
  const opened = openProjectAt(options.file, json, shell);
  if (!opened.ok) return opened.error;
  const { project } = opened.value;
  const runs = recordedRuns(project);
  if (runs.length === 0) return refuse('No runs are recorded here, so there is nothing to compare with.', json, shell);
  const from = options.from === undefined ? ok(lastRunsSide(runs)) : namedSide(options.from, runs);
  if (!from.ok) return refuse(from.error, json, shell);
  const to =
    options.to === undefined ? await readWorkspace(opened.value, json, shell) : named(options.to, runs, json, shell);
  if (!to.ok) return to.error;
  const comparison = compare(from.value, to.value);
  if (json) shell.out.write(`${JSON.stringify(comparison, undefined, 2)}\n`);
  else showComparison(comparison, shell.out);
  return exitCodes.done.code;
};

/** Newest first. */
function recordedRuns({ paths }: Project): readonly Run[] {
  const store = openJsonLinesRunStore(paths.runsFile);
  const runs = store.list().filter((run) => run.tags['mlflow.source.name'] === paths.specFile);
  store.close();
  return runs;
}

async function readWorkspace(
  { project, source }: OpenedProject,
  json: boolean,
  shell: Shell,
): Promise<Result<Side, ExitCode>> {
  const planned = await project.plan({});
  if (planned.ok) return ok(await workspaceSide(planned.value, project.paths.root));
  return err(reportProjectFailure(planned.error, source, json, shell));
}

function named(name: string, runs: readonly Run[], json: boolean, shell: Shell): Result<Side, ExitCode> {
  const side = namedSide(name, runs);
  return side.ok ? side : err(refuse(side.error, json, shell));
}

function refuse(message: string, json: boolean, { out, err: errors }: Shell): ExitCode {
  if (json) out.write(`${JSON.stringify({ error: { kind: 'unknown-run', message } })}\n`);
  errors.write(`${message}\n`);
  return exitCodes.usage.code;
}
