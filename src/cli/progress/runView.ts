import type { RunEvent } from '../../core/run/events';
import type { Output } from '../output';
import { jsonView } from './jsonView';
import { liveView } from './liveView';
import { plainView } from './plainView';

/** What the user sees while a pipeline runs: redrawn on a terminal, a line per event in a pipe, JSON for programs. */
export interface RunView {
  event(event: RunEvent): void;
  /** A sentence that is no event, e.g. who is waited for. */
  say(text: string): void;
  /** Leaves the screen as a plain text would. */
  close(): void;
}

/** What a view needs besides the events. */
export interface RunViewOptions {
  readonly out: Output;
  /** Sentences that must not get between lines of JSON. */
  readonly err: Output;
  /** The problem lines of a failed attempt, without line ends. */
  readonly problems: (event: Extract<RunEvent, { type: 'task-ended' }>) => readonly string[];
}

/** The view that fits the stream. */
export function openRunView(json: boolean, options: RunViewOptions): RunView {
  if (json) return jsonView(options);
  return options.out.live ? liveView(options) : plainView(options);
}
