// A pipeline -> what the graph panel draws on top of a layout.
import type { GraphLayout, GraphModel, GraphStepState } from '../../protocol/graph';
import type { PipelineView, StepView } from '../../protocol/pipelines';
import { countText, elapsedText, looks, stepReasons } from '../pipelines/look';

/** The whole picture. In `layout`, which is Graphviz', steps are numbers as in toDot. */
export function toGraph(pipeline: PipelineView, layout: GraphLayout, now: number): GraphModel {
  const step = (number: string): StepView | undefined => pipeline.steps[Number(number)];
  const nodes = layout.nodes.map((node) => ({
    ...node,
    step: step(node.step)?.name ?? '',
    phase: step(node.step)?.phase,
  }));
  const edges = layout.edges.map((edge) => ({
    ...edge,
    from: step(edge.from)?.name ?? '',
    to: step(edge.to)?.name ?? '',
  }));
  return {
    pipeline: pipeline.name,
    layout: { ...layout, nodes, edges },
    states: toStates(pipeline.steps, now),
    problem: problemOf(pipeline),
  };
}

/** The states alone; `now` counts the seconds of what runs. */
export function toStates(steps: readonly StepView[], now: number): readonly GraphStepState[] {
  return steps.map((step) => ({
    step: step.name,
    state: step.state,
    detail: detail(step, now),
    reasons: stepReasons(step).map(({ text }) => text),
  }));
}

/** Those of `after` that differ from `before`. */
export function changedStates(
  before: readonly GraphStepState[],
  after: readonly GraphStepState[],
): readonly GraphStepState[] {
  const old = new Map(before.map((state) => [state.step, JSON.stringify(state)]));
  return after.filter((state) => old.get(state.step) !== JSON.stringify(state));
}

function detail(step: StepView, now: number): string {
  const [reason] = stepReasons(step);
  const [only] = step.tasks;
  const settled = step.state === 'stale' || step.state === 'failed';
  if (step.tasks.length > 1) return countText(step.tasks);
  if (only?.startedAt !== undefined) return `${looks.running.word} ${elapsedText(now - only.startedAt)}`;
  return settled && reason ? reason.text : looks[step.state].word;
}

/** What stands above the graph. */
export function problemOf(pipeline: PipelineView): string | undefined {
  if (pipeline.problem !== undefined) return pipeline.problem;
  if (pipeline.errors > 0)
    return `The spec has ${pipeline.errors === 1 ? 'a problem' : `${pipeline.errors} problems`}: states may be out of date.`;
  return undefined;
}
