import type { RunView, RunViewOptions } from './runView';

/** Every event as it is in the journal, one line of JSON each. */
export function jsonView({ out, err }: RunViewOptions): RunView {
  return {
    event: (event) => out.write(`${JSON.stringify(event)}\n`),
    say: (text) => err.write(`${text}\n`),
    close: () => undefined,
  };
}
