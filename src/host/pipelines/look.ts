// How a state looks and is called: one table for the tree, the quick picks and the status bar, so that they agree.
import type { PipelineView, StepView, TaskState, TaskView } from '../../protocol/pipelines';

/** A codicon, a theme colour and a word: never a colour alone. */
export interface Look {
  readonly icon: string;
  readonly color?: string;
  readonly word: string;
}

/** The look of every state. */
export const looks: Readonly<Record<TaskState, Look>> = {
  fresh: { icon: 'pass', color: 'testing.iconPassed', word: 'fresh' },
  restorable: { icon: 'archive', color: 'charts.blue', word: 'restorable from the cache' },
  stale: { icon: 'circle-large-outline', color: 'editorWarning.foreground', word: 'stale' },
  queued: { icon: 'clock', color: 'charts.blue', word: 'queued' },
  running: { icon: 'loading~spin', color: 'charts.blue', word: 'running' },
  failed: { icon: 'error', color: 'testing.iconFailed', word: 'failed' },
  blocked: { icon: 'circle-slash', color: 'testing.iconSkipped', word: 'blocked by a failed step' },
  unknown: { icon: 'question', color: 'disabledForeground', word: 'unknown' },
};

/** Which state speaks for a whole: the first of these that any part has. */
const loudness: readonly TaskState[] = [
  'running',
  'failed',
  'queued',
  'blocked',
  'unknown',
  'stale',
  'restorable',
  'fresh',
];

/** The state of a pipeline: what runs, then what is wrong, then what is to do. */
export function pipelineState(pipeline: PipelineView): TaskState {
  if (pipeline.running) return 'running';
  if (pipeline.errors > 0 || pipeline.problem !== undefined) return 'unknown';
  const states = new Set(pipeline.steps.map((step) => step.state));
  return loudness.find((state) => states.has(state)) ?? 'unknown';
}

/** How many tasks of a step are in each state, in words: `4/6 fresh`, `2 running, 4 queued`. */
export function countText(tasks: readonly TaskView[]): string {
  const counts = new Map<TaskState, number>();
  for (const task of tasks) counts.set(task.state, (counts.get(task.state) ?? 0) + 1);
  const parts = loudness.flatMap((state) => {
    const count = counts.get(state);
    return count === undefined ? [] : [state === 'fresh' ? `${count}/${tasks.length} fresh` : `${count} ${state}`];
  });
  return parts.join(', ');
}

/** Every different reason of a step's tasks, with how many tasks give it; the most frequent first. */
export function stepReasons(step: StepView): readonly { readonly text: string; readonly tasks: number }[] {
  const counts = new Map<string, number>();
  for (const task of step.tasks) {
    for (const reason of new Set(task.reasons)) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts].map(([text, tasks]) => ({ text, tasks })).sort((a, b) => b.tasks - a.tasks);
}

/** `0.7123`, `12,345`, `1.2e-7`: at most four significant digits, so that columns stay narrow. */
export function metricText(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  if (Number.isInteger(value)) return value.toLocaleString('en-US');
  const size = Math.abs(value);
  return size >= 1e-4 && size < 1e6 ? String(Number(value.toPrecision(4))) : value.toExponential(2);
}

/** `12 s`, `3 min 05 s`: whole seconds, for what is still running. */
export function elapsedText(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  return seconds < 60 ? `${seconds} s` : durationText(seconds * 1000);
}

/** `850 ms`, `12.4 s`, `3 min 05 s`, `2 h 07 min`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const minutes = Math.round(whole / 60);
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
