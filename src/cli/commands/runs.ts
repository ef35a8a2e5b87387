// `fairlead runs`: what was recorded here, newest first.
import { openJsonLinesRunStore } from '../../core/track/jsonLinesRunStore';
import type { Run, RunStatus } from '../../core/track/run';
import { exitCodes } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import type { Output, Style } from '../output';
import type { Command } from '../shell';
import { table } from '../text/table';
import { cutTo } from '../text/width';
import { count, duration, localTime } from '../text/words';
import { metricText } from '../text/metric';

/** As the command line gives them. */
export interface RunsOptions {
  readonly file?: string;
  readonly step?: string;
  readonly failed?: boolean;
  readonly executions?: boolean;
  readonly limit: number;
  readonly json?: boolean;
}

const statusStyles = {
  RUNNING: 'accent',
  SCHEDULED: 'accent',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warning',
} as const satisfies Record<RunStatus, Style>;

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
  else show(shown, all.length, shell.out);
  return exitCodes.done.code;
};

function wanted({ parent_run_id, status, tags }: Run, { step, failed, executions }: RunsOptions): boolean {
  const isTask = parent_run_id !== undefined;
  if (isTask === (executions === true)) return false;
  if (failed === true && status !== 'FAILED' && status !== 'KILLED') return false;
  return step === undefined || tags['fairlead.step'] === step || tags['fairlead.task'] === step;
}

function show(runs: readonly Run[], total: number, out: Output): void {
  if (runs.length === 0) {
    out.write('No runs are recorded here.\n');
    return;
  }
  const rows = runs.map((run) => [
    run.run_id.slice(0, 8),
    localTime(run.start_time),
    run.status,
    run.end_time === undefined ? '' : duration(run.end_time - run.start_time),
    run.run_name,
    metricsText(run.metrics),
  ]);
  const text = fitted(table(['RUN', 'STARTED', 'STATUS', 'TIME', 'TASK', 'METRICS'], rows), out);
  // Painted after the columns are lined up: escape sequences have no width.
  out.write(
    text.replace(/\b(RUNNING|SCHEDULED|FINISHED|FAILED|KILLED)\b/g, (word) =>
      out.paint(statusStyles[word as RunStatus], word),
    ),
  );
  if (total > runs.length)
    out.write(`${count(total - runs.length, 'older run')} not shown; --limit ${total} shows all.\n`);
}

/** On a terminal a row is a line; a pipe gets all of it. */
function fitted(text: string, out: Output): string {
  if (!out.live) return text;
  return text
    .split('\n')
    .map((line) => cutTo(line, out.columns))
    .join('\n');
}

/** The first few; --json has all. */
function metricsText(metrics: Run['metrics']): string {
  const all = Object.entries(metrics).map(([name, value]) => `${name} ${metricText(value)}`);
  const shown = all.slice(0, metricsShown);
  return [...shown, ...(all.length > shown.length ? [`${all.length - shown.length} more`] : [])].join(', ');
}

const metricsShown = 4;
