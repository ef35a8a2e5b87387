// Choosing the best of a matrix's tasks by a metric.
import { unreachable } from '../base/unreachable';
import { err, ok, type Result } from '../base/result';
import type { PickCandidate, TaskAction } from '../plan/task';
import { readMetrics } from './metricsFile';

type PickAction = Extract<TaskAction, { kind: 'pick' }>;

/** The winner, and the table of all candidates for the log. */
export interface Picked {
  readonly best: PickCandidate;
  readonly table: string;
}

/** Reads the candidates' metrics and chooses; the first of equals wins, NaN never. The error is a sentence. */
export async function pickBest(root: string, action: PickAction): Promise<Result<Picked, string>> {
  // The spec writes `metrics.auc` for the number `auc` of the metrics file.
  const metric = action.by.replace(/^metrics\./, '');
  let best: { readonly candidate: PickCandidate; readonly value: number } | undefined;
  const rows: [string, string][] = [];
  for (const candidate of action.candidates) {
    const metrics = await readMetrics(root, candidate.metrics);
    if (!metrics.ok) return err(`Cannot compare ${candidate.task}: ${metrics.error}.`);
    const value = metrics.value[metric];
    if (value === undefined) return err(missingMetric(metric, candidate, Object.keys(metrics.value)));
    rows.push([candidate.task, String(value)]);
    if (!Number.isNaN(value) && (best === undefined || isBetter(value, best.value, action.best)))
      best = { candidate, value };
  }
  if (best === undefined)
    return err(`None of the ${String(rows.length)} candidates has a number for ${metric}, so none is the best.`);
  return ok({ best: best.candidate, table: table(metric, rows, best.candidate.task) });
}

function isBetter(value: number, than: number, best: 'min' | 'max'): boolean {
  switch (best) {
    case 'min':
      return value < than;
    case 'max':
      return value > than;
    default:
      return unreachable(best);
  }
}

function missingMetric(metric: string, { task, metrics }: PickCandidate, present: readonly string[]): string {
  const known = present.length === 0 ? 'none' : present.slice(0, 10).join(', ');
  return `${task} has no metric ${metric}: ${metrics.join(', ')} has ${known}. Correct \`by\`, or write the metric.`;
}

function table(metric: string, rows: readonly [string, string][], winner: string): string {
  const width = Math.max('task'.length, ...rows.map(([task]) => task.length));
  const lines = rows.map(([task, value]) => `${task === winner ? '*' : ' '} ${task.padEnd(width)}  ${value}`);
  return [`  ${'task'.padEnd(width)}  ${metric}`, ...lines, ''].join('\n');
}
