// `fairlead runs`: what was recorded here, newest first.
import { openJsonLinesRunStore } from '../../core/track/jsonLinesRunStore';
import type { Run } from '../../core/track/run';
import { exitCodes } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import type { Output } from '../output';
import type { Command } from '../shell';
import { runsCsv } from '../show/runsCsv';
import { showRuns } from '../show/runsTable';
import { count } from '../text/words';

/** As the command line gives them. */
export interface RunsOptions {
  readonly file?: string;
  readonly step?: string;
  readonly failed?: boolean;
  readonly executions?: boolean;
  readonly limit: number;
  readonly csv?: boolean;
  readonly json?: boolean;
}

/** Lists the runs of tasks, or with --executions the runs that they are nested in. */
export const runs: Command<RunsOptions> = (options, shell) => {
  const opened = openProjectAt(options.file, options.json ?? false, shell);
  if (!opened.ok) return opened.error;
  const { paths } = opened.value.project;
  const store = openJsonLinesRunStore(paths.runsFile);
  const all = store.list().filter((run) => run.tags['mlflow.source.name'] === paths.specFile && wanted(run, options));
  store.close();
  const shown = all.slice(0, options.limit);
  if (options.json === true) shell.out.write(`${JSON.stringify({ runs: shown }, undefined, 2)}\n`);
  else if (options.csv === true) shell.out.write(runsCsv(shown));
  else show(shown, all.length, options, shell.out);
  return exitCodes.done.code;
};

function wanted({ parent_run_id, status, tags }: Run, { step, failed, executions }: RunsOptions): boolean {
  const isTask = parent_run_id !== undefined;
  if (isTask === (executions === true)) return false;
  if (failed === true && status !== 'FAILED' && status !== 'KILLED') return false;
  return step === undefined || tags['fairlead.step'] === step || tags['fairlead.task'] === step;
}

function show(runs: readonly Run[], total: number, options: RunsOptions, out: Output): void {
  if (runs.length === 0) {
    out.write(isFiltered(options) ? 'No recorded run is like that.\n' : 'No runs are recorded here.\n');
    return;
  }
  showRuns(runs, Date.now(), out);
  if (total > runs.length)
    out.write(`${count(total - runs.length, 'older run')} not shown; --limit ${total} shows all.\n`);
}

const isFiltered = ({ step, failed }: RunsOptions) => step !== undefined || failed === true;
