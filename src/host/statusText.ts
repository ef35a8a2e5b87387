// What the status bar says: what runs now, else what needs attention.
import type { PipelineView, TaskState } from '../protocol/pipelines';

/** Text with codicons, the same in words for the tooltip and for screen readers, and how loud it is. */
export interface StatusText {
  readonly text: string;
  readonly tooltip: string;
  readonly tone: 'quiet' | 'warning' | 'error';
}

/** `undefined`: there is nothing to say, so the item is hidden. */
export function statusText(pipelines: readonly PipelineView[]): StatusText | undefined {
  if (pipelines.length === 0) return undefined;
  const progress = progressText(pipelines);
  if (progress !== undefined) {
    const names = pipelines.filter(({ running }) => running).map(({ name }) => name);
    return {
      text: `$(loading~spin) ${names.join(', ')} ${progress}`,
      tooltip: `Running: ${names.join(', ')}, ${progress}`,
      tone: 'quiet',
    };
  }
  const errors = pipelines.reduce((sum, pipeline) => sum + pipeline.errors, 0);
  if (errors > 0)
    return attention('error', errors, errors === 1 ? 'problem in a spec' : 'problems in the specs', 'error');
  const failed = countSteps(pipelines, 'failed');
  if (failed > 0) return attention('error', failed, failed === 1 ? 'failed step' : 'failed steps', 'error');
  const stale = countSteps(pipelines, 'stale');
  if (stale > 0) return attention('circle-large-outline', stale, stale === 1 ? 'stale step' : 'stale steps', 'quiet');
  return { text: '$(pass) Fairlead', tooltip: 'Fairlead: every step is fresh', tone: 'quiet' };
}

/** `3/12 done`, over everything that runs. */
export function progressText(pipelines: readonly PipelineView[]): string | undefined {
  const running = pipelines.flatMap((pipeline) => pipeline.running ?? []);
  if (running.length === 0) return undefined;
  const done = running.reduce((sum, execution) => sum + execution.done, 0);
  const total = running.reduce((sum, execution) => sum + execution.total, 0);
  return `${done}/${total} done`;
}

function countSteps(pipelines: readonly PipelineView[], state: TaskState): number {
  return pipelines.flatMap(({ steps }) => steps.filter((step) => step.state === state)).length;
}

function attention(icon: string, count: number, what: string, tone: StatusText['tone']): StatusText {
  return {
    text: `$(${icon}) ${count} ${what}`,
    tooltip: `Fairlead: ${count} ${what}. Click to show the pipelines.`,
    tone,
  };
}
