import { eventLine } from './eventLine';
import type { RunView, RunViewOptions } from './runView';

/** For pipes, files and CI logs: a line per event, nothing is ever redrawn. */
export function plainView({ out, problems }: RunViewOptions): RunView {
  return {
    event(event) {
      const line = eventLine(event, out.paint);
      if (line !== undefined) out.write(`${line}\n`);
      if (event.type === 'task-ended') for (const problem of problems(event)) out.write(`${problem}\n`);
    },
    say: (text) => out.write(`${text}\n`),
    close: () => undefined,
  };
}
