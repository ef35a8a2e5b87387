// Why a step has to run again: its own reasons, and below them the steps upstream that are the cause.
import type { PipelineView, StepView } from '../../protocol/pipelines';
import { findStep } from './pipelines';
import { countText, looks, stepReasons } from './look';

/** One line of the answer. `upstream` names the step to ask next. */
export interface ExplanationLine {
  readonly text: string;
  readonly detail: string;
  readonly upstream?: string;
}

/** The answer as a sentence and lines; the lines may be none. */
export interface Explanation {
  readonly sentence: string;
  readonly lines: readonly ExplanationLine[];
}

/** Explains a step's state. */
export function explain(pipeline: PipelineView, step: StepView): Explanation {
  const upstream = upstreamLines(pipeline, step);
  return { sentence: sentence(pipeline, step), lines: [...ownLines(step, upstream.length > 0), ...upstream] };
}

function sentence(pipeline: PipelineView, step: StepView): string {
  if (pipeline.errors > 0) return `${pipeline.name} has problems, so nothing is known about ${step.name}.`;
  const tasks = step.tasks.length > 1 ? ` (${countText(step.tasks)})` : '';
  switch (step.state) {
    case 'fresh':
      return `${step.name} is fresh: its command, params, inputs and outputs are as they were when it last ran.`;
    case 'restorable':
      return `${step.name} changed back to something that already ran: its outputs come from the cache${tasks}.`;
    case 'stale':
      return `${step.name} is stale and will run${tasks}.`;
    case 'failed':
      return `${step.name} failed when it last ran${tasks}.`;
    case 'blocked':
      return `${step.name} cannot run: a step that it depends on failed${tasks}.`;
    case 'queued':
    case 'running':
      return `${step.name} is ${step.state}${tasks}.`;
    case 'unknown':
      return `Nothing is known about ${step.name} yet${pipeline.problem === undefined ? '' : `: ${pipeline.problem}`}.`;
  }
}

/** The steps upstream say more than `waits for …`, so those reasons are left out beside them. */
function ownLines(step: StepView, besideUpstream: boolean): readonly ExplanationLine[] {
  return stepReasons(step)
    .filter(({ text }) => !besideUpstream || !text.startsWith('waits for '))
    .map(({ text, tasks }) => ({
      text,
      detail: step.tasks.length > 1 ? `${tasks} of ${step.tasks.length} tasks` : '',
    }));
}

function upstreamLines(pipeline: PipelineView, step: StepView): readonly ExplanationLine[] {
  return step.needs.flatMap((name) => {
    const upstream = findStep(pipeline, name);
    if (!upstream || upstream.state === 'fresh') return [];
    const [first] = stepReasons(upstream);
    return [{ text: name, detail: `${looks[upstream.state].word}${first ? `: ${first.text}` : ''}`, upstream: name }];
  });
}
