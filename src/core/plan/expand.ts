// A pipeline -> its tasks: matrices expanded, templates filled in, edges found, in an order in which they may run.
import type { Pipeline } from '../spec/pipeline';
import { completeTask } from './completeTask';
import type { CompletionContext } from './completionContext';
import { OutputIndex, type MadeOutput } from './outputIndex';
import type { PlanProblem } from './plan';
import { PlanProblems } from './planProblems';
import { runOrder } from './runOrder';
import { datasetPaths, pipelineScope, stepsScope } from './scopes';
import { draftStep, type StepDraft } from './stepDraft';
import type { Task } from './task';

/** A pipeline with its matrices expanded and its templates filled in; tasks in an order in which they may run. */
export interface Expansion {
  readonly tasks: readonly Task[];
  readonly problems: readonly PlanProblem[];
}

/**
 * Outputs are filled in first, from params, matrix and datasets; then inputs, which may also name other steps' outputs;
 * then env; the command last, which may name all of them. Never throws; with problems, nothing should run.
 */
export function expand(pipeline: Pipeline): Expansion {
  const problems = new PlanProblems();
  const scope = pipelineScope(pipeline);
  const drafts = new Map<string, readonly StepDraft[]>();
  for (const step of pipeline.steps) drafts.set(step.name, draftStep(step, pipeline, scope, problems));
  const all = [...drafts.values()].flat();
  const index = new OutputIndex(all);
  for (const [first, second] of index.clashes()) {
    if (!isMetricsOfOwnOutput(first, second)) reportClash(first, second, problems);
  }
  const datasets = datasetPaths(pipeline);
  const context: CompletionContext = {
    pipeline,
    scope,
    steps: stepsScope(drafts),
    drafts,
    index,
    datasets,
    datasetPaths: new Set([...datasets.values()].flat()),
    problems,
    leaves: new Map(),
  };
  const { tasks, cycles } = runOrder(all.map((draft) => completeTask(draft, context)));
  for (const cycle of cycles) reportCycle(cycle, problems);
  return { tasks, problems: problems.all };
}

/** A step may write its metrics file into a directory that it makes: the file is published with the directory. */
function isMetricsOfOwnOutput(first: MadeOutput, second: MadeOutput): boolean {
  return first.draft === second.draft && first.output.path !== second.output.path && second.output.metrics;
}

function reportClash(first: MadeOutput, second: MadeOutput, problems: PlanProblems): void {
  const [one, other] = [first.draft.step, second.draft.step];
  const inside = first.output.path === second.output.path ? '' : `, which lies inside of '${first.output.path}'`;
  const path = `'${second.output.path}'${inside}`;
  if (first.draft === second.draft) {
    problems.add(
      other,
      `Step '${other.name}' names the output ${path}: name the outer one alone, or move one of them.`,
    );
  } else if (one === other) {
    problems.add(other, `Several tasks of step '${other.name}' write ${path}: put \${{ matrix.key }} into the path.`);
  } else {
    problems.add(other, `Steps '${one.name}' and '${other.name}' both write ${path}: a path has one maker.`);
  }
}

/** Tasks of one matrix step make the same cycle, so cycles are told by steps. */
function reportCycle(cycle: readonly Task[], problems: PlanProblems): void {
  const [first] = cycle;
  if (first === undefined) return;
  const steps = cycle
    .map(({ step }) => step)
    .filter((step, index, all) => index === 0 || index === all.length - 1 || step !== all[index - 1]);
  problems.add(
    { name: first.step, place: first.place },
    `These steps wait for each other, so none can start: ${steps.join(' → ')}.`,
  );
}
