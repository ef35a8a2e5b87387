// An event as a line of text: a word for what happened, the task, what there is to say about it.
import type { RunEvent } from '../../core/run/events';
import { failureText } from '../../core/run/failureText';
import { reasonText } from '../../core/plan/reasonText';
import type { Output, Style } from '../output';
import { count, duration } from '../text/words';
import { padTo } from '../text/width';

/** The line, or nothing for events that only programs care about. Fresh tasks have no line: most runs have many. */
export function eventLine(event: RunEvent, paint: Output['paint']): string | undefined {
  const line = (style: Style, word: string, task: string, detail = '') =>
    `${paint(style, padTo(word, 9))} ${task}${detail === '' ? '' : `  ${paint('quiet', detail)}`}`;
  switch (event.type) {
    case 'task-started':
      return line('accent', event.attempt > 1 ? 'again' : 'start', event.task, startDetail(event));
    case 'task-ended':
      return endLine(event, line);
    case 'task-skipped':
      return skipLine(event, line);
    case 'execution-ended':
      return event.recovered === true
        ? paint('quiet', 'An earlier run was cut off; its unfinished tasks were closed.')
        : undefined;
    case 'execution-started':
    case 'task-publishing':
      return undefined;
  }
}

type Line = (style: Style, word: string, task: string, detail?: string) => string;

function startDetail({ attempt, reasons }: Extract<RunEvent, { type: 'task-started' }>): string {
  if (attempt > 1) return `attempt ${attempt}`;
  const [first, ...others] = reasons;
  if (first === undefined) return '';
  return others.length === 0 ? reasonText(first) : `${reasonText(first)}, and ${count(others.length, 'more reason')}`;
}

function endLine({ task, outcome, usage, willRetry }: Extract<RunEvent, { type: 'task-ended' }>, line: Line): string {
  const took = duration(usage.wallMs);
  if (outcome.kind === 'succeeded') return line('good', 'done', task, took);
  if (outcome.kind === 'cancelled') return line('warning', 'stopped', task, took);
  // Why is on the problem lines that follow; a retry has none.
  return willRetry ? line('warning', 'retry', task, failureText(outcome.failure)) : line('bad', 'failed', task, took);
}

function skipLine({ task, why }: Extract<RunEvent, { type: 'task-skipped' }>, line: Line): string | undefined {
  switch (why) {
    case 'fresh':
      return undefined;
    case 'restored':
      return line('good', 'restored', task, 'its outputs were in the cache');
    case 'frozen':
      return line('quiet', 'frozen', task, 'not run although something changed');
    case 'upstream-failed':
      return line('warning', 'skipped', task, 'something it needs failed');
    // Not begun any more, which may be hundreds: the summary counts them.
    case 'cancelled':
      return undefined;
  }
}
