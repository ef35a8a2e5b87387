// Recorded runs as a table: a column for each metric that most of them have, as many as the width holds.
import type { Run, RunStatus } from '../../core/track/run';
import type { Output, Style } from '../output';
import { metricText } from '../text/metric';
import { table } from '../text/table';
import { cutTo, textWidth } from '../text/width';
import { duration, localTime, shortTime } from '../text/words';

/** A pipe has no width; lines that are much longer than this are read by programs, which have --csv and --json. */
const pipeColumns = 120;

/** Room for the column that counts what is not shown. */
const moreWidth = '  MORE'.length;

/** Prints the table. On a terminal a row is a line. */
export function showRuns(runs: readonly Run[], now: number, out: Output): void {
  const started = out.live ? (run: Run) => shortTime(run.start_time, now) : (run: Run) => localTime(run.start_time);
  const heads = ['RUN', 'TASK', 'STATUS', 'TIME', 'STARTED'];
  const rows = runs.map((run) => [run.run_id.slice(0, 8), run.run_name, run.status, timeOf(run), started(run)]);
  const widest = widestOf(table(heads, rows).split('\n'));
  const names = metricNames(runs);
  const shown = fitting(names, runs, (out.live ? out.columns : pipeColumns) - widest);
  const isCut = shown.length < names.length;
  const text = table(
    [...heads, ...shown, ...(isCut ? ['MORE'] : [])],
    rows.map((row, index) => [...row, ...metricCells(runs[index]?.metrics ?? {}, shown, isCut)]),
  );
  out.write(painted(out.live ? eachCut(text, out.columns) : text, out));
  if (isCut) out.write(out.paint('quiet', 'More metrics than fit here; --csv and --json have them all.\n'));
}

function timeOf({ start_time, end_time }: Run): string {
  return end_time === undefined ? '' : duration(end_time - start_time);
}

/** What most runs have comes first: it is what they can be compared by. */
function metricNames(runs: readonly Run[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { metrics } of runs)
    for (const name of Object.keys(metrics)) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one).map(([name]) => name);
}

/** The first names whose columns fit into `room`. */
function fitting(names: readonly string[], runs: readonly Run[], room: number): readonly string[] {
  const shown: string[] = [];
  let left = room;
  for (const [index, name] of names.entries()) {
    left -= 2 + widestOf([name, ...runs.map(({ metrics }) => cell(metrics[name]))]);
    const reserved = index === names.length - 1 ? 0 : moreWidth;
    if (left < reserved) break;
    shown.push(name);
  }
  return shown;
}

const widestOf = (texts: readonly string[]) => texts.reduce((widest, text) => Math.max(widest, textWidth(text)), 0);

function metricCells(metrics: Run['metrics'], shown: readonly string[], isCut: boolean): readonly string[] {
  const more = Object.keys(metrics).filter((name) => !shown.includes(name)).length;
  return [...shown.map((name) => cell(metrics[name])), ...(isCut ? [more === 0 ? '' : `+${more}`] : [])];
}

const cell = (value: number | undefined) => (value === undefined ? '' : metricText(value));

function eachCut(text: string, columns: number): string {
  return text
    .split('\n')
    .map((line) => cutTo(line, columns))
    .join('\n');
}

const statusStyles = {
  RUNNING: 'accent',
  SCHEDULED: 'accent',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warning',
} as const satisfies Record<RunStatus, Style>;

/** After the columns are lined up: escape sequences have no width. */
function painted(text: string, out: Output): string {
  return text.replace(/\b(RUNNING|SCHEDULED|FINISHED|FAILED|KILLED)\b/g, (word) =>
    // The expression matches the keys and nothing else.
    out.paint(statusStyles[word as RunStatus], word),
  );
}
