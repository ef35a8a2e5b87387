// The end of a run for a person: what it came to, why it failed, and how to go on.
import { statfsSync } from 'node:fs';
import { join } from 'node:path';
import { failureText } from '../../core/run/failureText';
import { readTail } from '../../core/run/readTail';
import type { Output } from '../output';
import { displayPath } from '../show/problemLine';
import { count, duration } from '../text/words';
import type { FailedTask, Tally } from './tally';

/** What the summary says besides the counts. */
export interface SummaryOptions {
  readonly root: string;
  readonly cwd: string;
  /** The command line that continues. */
  readonly resume: string;
}

const tailLines = 12;
/** Enough for the last lines of nearly any log; a longer line is cut at its beginning. */
const tailBytes = 8 * 1024;
/** With --keep-going many may fail alike; the first few logs explain them, the others are named above. */
const logsShown = 3;

/** Prints the summary. */
export function showSummary(tally: Tally, { root, cwd, resume }: SummaryOptions, out: Output): void {
  for (const failed of tally.failed.slice(0, logsShown)) out.write(logTail(failed, root, cwd, out));
  out.write(`${headline(tally, out)}\n`);
  if (tally.failed.length > 0 && isFull(root))
    out.write('The disk is full; steps and their logs may have been cut short by that.\n');
  if (tally.outcome?.kind === 'failed' && tally.failed.length === 0)
    out.write(`${failureText(tally.outcome.failure)}\n`);
  if (tally.failed.length > 0) out.write(`To go on once it is repaired: ${out.paint('strong', resume)}\n`);
  else if (tally.unfinished.size > 0) out.write(`To go on: ${out.paint('strong', resume)}\n`);
}

/** Whether next to nothing can be written any more: a step that fails by it often has no room left to say so. */
function isFull(root: string): boolean {
  const { bavail, bsize } = statfsSync(root);
  return bavail * bsize < 64 * 1024;
}

function headline(tally: Tally, out: Output): string {
  const { ran, fresh, restored, frozen, skipped, notRun, failed, total } = tally;
  if (total === 0) return 'No task to run: the spec has no steps, or none lies between --from and --until.';
  if (fresh + frozen === total) return `Everything is fresh: ${count(total, 'task')}.`;
  const numbers = Object.entries({ ran, restored, fresh, frozen, skipped, 'not run': notRun });
  const parts = [
    ...(failed.length > 0 ? [out.paint('bad', `${failed.length} failed`)] : []),
    ...numbers.filter(([word, number]) => number > 0 || word === 'ran').map(([word, number]) => `${number} ${word}`),
  ];
  return `${parts.join(', ')} in ${duration(tally.wallMs)}.`;
}

function logTail({ task, log }: FailedTask, root: string, cwd: string, out: Output): string {
  if (log === '') return '';
  const path = join(root, log);
  const lines = readTail(path, tailBytes).trimEnd().split(/\r?\n/).slice(-tailLines);
  const shown = lines.length === 1 && lines[0] === '' ? [] : lines;
  const bar = out.paint('quiet', '│');
  const heading = shown.length === 0 ? `${task} wrote nothing.` : `The log of ${task} ends with:`;
  return (
    [heading, ...shown.map((line) => `${bar} ${line}`), `Log: ${displayPath(path, cwd)}`]
      .map((line) => `${line}\n`)
      .join('') + '\n'
  );
}
