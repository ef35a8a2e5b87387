// The end of a run for a person: what it came to, why it failed, and how to go on.
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
  if (tally.outcome?.kind === 'failed' && tally.failed.length === 0)
    out.write(`${failureText(tally.outcome.failure)}\n`);
  if (tally.failed.length > 0) out.write(`To go on once it is repaired: ${out.paint('strong', resume)}\n`);
  else if (tally.unfinished.size > 0) out.write(`To go on: ${out.paint('strong', resume)}\n`);
}

function headline(tally: Tally, out: Output): string {
  const time = duration(tally.wallMs);
  const { ran, fresh, restored, frozen, skipped, stopped, failed, total } = tally;
  if (total === 0) return 'No task is selected.';
  if (fresh + frozen === total) return `Everything is fresh: ${count(total, 'task')}, ${time}.`;
  const parts = [
    out.paint(failed.length > 0 ? 'bad' : 'quiet', failed.length > 0 ? `${failed.length} failed` : ''),
    ...Object.entries({ ran, restored, fresh, frozen, skipped, stopped }).map(([word, number]) =>
      number > 0 || word === 'ran' ? `${number} ${word}` : '',
    ),
  ];
  return `${parts.filter((part) => part !== '').join(', ')} in ${time}.`;
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
