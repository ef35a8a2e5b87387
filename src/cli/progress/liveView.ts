// A terminal: a line per running task with a spinner and its time, redrawn; what has ended scrolls away above.
import type { RunEvent } from '../../core/run/events';
import type { Output } from '../output';
import { cutTo, textWidth } from '../text/width';
import { count, elapsed } from '../text/words';
import { eventLine } from './eventLine';
import type { RunView, RunViewOptions } from './runView';
import { Screen, type ScreenLine } from './screen';

const spinner = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
const frameMs = 100;

/** What is known of the run at a moment. */
interface Moment {
  readonly running: Map<string, { readonly since: number; readonly attempt: number }>;
  total: number;
  ended: number;
  started: number;
}

/** Redraws ten times a second while something runs. */
export function liveView({ out, problems }: RunViewOptions): RunView {
  const screen = new Screen(out);
  const moment: Moment = { running: new Map(), total: 0, ended: 0, started: Date.now() };
  let frame = 0;
  const draw = () => screen.draw(lines(moment, spinner[frame % spinner.length] ?? '', out));
  const timer = setInterval(() => {
    frame += 1;
    draw();
  }, frameMs);
  timer.unref();
  const stopResizing = out.onResize(draw);
  return {
    event(event) {
      follow(moment, event);
      const printed = event.type === 'task-started' ? undefined : eventLine(event, out.paint);
      const found = event.type === 'task-ended' ? problems(event) : [];
      const text = [...(printed === undefined ? [] : [printed]), ...found].join('\n');
      if (text !== '') screen.print(text);
    },
    say: (text) => screen.print(text),
    close() {
      clearInterval(timer);
      stopResizing();
      screen.close();
    },
  };
}

function follow(moment: Moment, event: RunEvent): void {
  switch (event.type) {
    case 'execution-started':
      moment.total = event.tasks.length;
      moment.started = event.time;
      return;
    case 'task-started':
      moment.running.set(event.task, { since: event.time, attempt: event.attempt });
      return;
    case 'task-ended':
      moment.running.delete(event.task);
      if (!event.willRetry) moment.ended += 1;
      return;
    case 'task-skipped':
      moment.ended += 1;
      return;
    case 'task-publishing':
    case 'execution-ended':
      return;
  }
}

/** As many running tasks as there is room for, and a line about the whole. */
function lines({ running, total, ended, started }: Moment, mark: string, out: Output): readonly ScreenLine[] {
  if (total === 0) return [];
  const now = Date.now();
  const room = Math.max(1, out.rows - 3);
  const shown = [...running].slice(0, running.size > room ? room - 1 : room);
  const hidden = running.size - shown.length;
  const tasks = shown.map(([task, { since, attempt }]) => {
    const again = attempt > 1 ? ` attempt ${attempt}` : '';
    return fitted(`${mark} `, task, `${again}  ${elapsed(now - since)}`, out);
  });
  const more = hidden > 0 ? [fitted('  ', `and ${hidden} more`, '', out)] : [];
  const whole = fitted(
    '',
    `${ended} of ${count(total, 'task')}`,
    `, ${running.size} running  ${elapsed(now - started)}`,
    out,
  );
  return [...tasks, ...more, whole];
}

/** The name gives way when the terminal is narrow; the last column stays empty, since some terminals wrap on it. */
function fitted(mark: string, name: string, detail: string, out: Output): ScreenLine {
  const columns = out.columns - 1;
  const room = Math.max(4, columns - textWidth(mark) - textWidth(detail));
  const shownName = cutTo(name, room);
  const text = cutTo(`${mark}${shownName}${detail}`, columns);
  const painted =
    text === `${mark}${shownName}${detail}`
      ? `${out.paint('accent', mark)}${shownName}${out.paint('quiet', detail)}`
      : text;
  return { text, painted };
}
