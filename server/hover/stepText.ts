// A step for a reader: what it is for, and whether it is up to date and why not.
import type { Step } from '../../src/core/spec/pipeline';
import type { StepView, TaskState, TaskView } from '../../src/protocol/pipelines';

const words: Readonly<Record<TaskState, string>> = {
  fresh: 'up to date',
  restorable: 'can be restored from the cache',
  stale: 'has to run',
  queued: 'waits',
  running: 'runs now',
  failed: 'failed',
  blocked: 'waits for a step that failed',
  unknown: 'not planned: the spec has errors',
};

/** More tasks than this are summed up. */
const MOST_TASKS = 8;

/** The Markdown of a step; `view` is its last known state, where it was planned. */
export function stepText(name: string, step: Step | undefined, view: StepView | undefined): string {
  const title = step?.phase === undefined ? `**${name}**` : `**${name}** · ${step.phase}`;
  const parts = [title, step?.description ?? '', view === undefined ? '' : stateText(view)];
  return parts.filter((part) => part !== '').join('\n\n');
}

function stateText({ state, tasks }: StepView): string {
  const only = tasks.length === 1 ? tasks[0] : undefined;
  if (only !== undefined) return [`*${words[only.state]}*`, ...only.reasons.map((reason) => `- ${reason}`)].join('\n');
  const open = tasks.filter((task) => task.state !== 'fresh');
  const counted = tasks.length === 0 ? '' : `: ${tasks.length - open.length} of ${tasks.length} tasks up to date`;
  const more = open.length > MOST_TASKS ? [`- … and ${open.length - MOST_TASKS} more`] : [];
  return [`*${words[state]}*${counted}`, ...open.slice(0, MOST_TASKS).map(taskLine), ...more].join('\n');
}

function taskLine({ matrixKey, state, reasons }: TaskView): string {
  return `- \`${matrixKey}\` ${reasons.length === 0 ? words[state] : reasons.join(', ')}`;
}
