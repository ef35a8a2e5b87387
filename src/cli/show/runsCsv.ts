// Recorded runs for a spreadsheet or a data frame: RFC 4180, with the columns of MLflow's `search_runs`.
import type { Run } from '../../core/track/run';

/** A header and a row per run; every param and metric that any of them has is a column. */
export function runsCsv(runs: readonly Run[]): string {
  const params = [...new Set(runs.flatMap((run) => Object.keys(run.params)))].sort();
  const metrics = [...new Set(runs.flatMap((run) => Object.keys(run.metrics)))].sort();
  const heads = ['run_id', 'run_name', 'status', 'start_time', 'end_time'];
  const header = [...heads, ...params.map((name) => `params.${name}`), ...metrics.map((name) => `metrics.${name}`)];
  const rows = runs.map((run) => [
    ...[run.run_id, run.run_name, run.status, isoTime(run.start_time), isoTime(run.end_time)],
    ...params.map((name) => run.params[name]),
    ...metrics.map((name) => run.metrics[name]),
  ]);
  return [header, ...rows].map((row) => `${row.map(field).join(',')}\n`).join('');
}

function isoTime(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}

function field(value: string | number | undefined): string {
  const text = String(value ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
