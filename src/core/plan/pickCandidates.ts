// What a `pick` chooses from: the tasks of another step, each with its metrics files and the output to copy.
import type { CompletionContext, NamedPath } from './completionContext';
import type { StepDraft } from './stepDraft';
import type { PickCandidate } from './task';

/** One candidate per task of the step picked from; none for a step that does not pick. */
export function candidatesOf({ step }: StepDraft, { drafts, problems }: CompletionContext): readonly PickCandidate[] {
  const { pick } = step;
  if (pick === undefined) return [];
  const tasks = drafts.get(pick.from);
  if (tasks === undefined) problems.add(step, `'${pick.from}', from which step '${step.name}' picks, is no step.`);
  return (tasks ?? []).flatMap((task) => {
    const made = task.outputs.filter(({ metrics }) => !metrics);
    const output = pick.output === undefined ? made[0] : made.find(({ name }) => name === pick.output);
    const metrics = task.outputs.filter((each) => each.metrics).map(({ path }) => path);
    if (output === undefined || (pick.output === undefined && made.length > 1)) {
      problems.add(step, pickProblem(pick.from, pick.output, made));
      return [];
    }
    if (metrics.length === 0)
      problems.add(step, `Step '${pick.from}' has no metrics file to pick by: name one under its metrics.`);
    return [{ task: task.id, metrics, output: output.path }];
  });
}

function pickProblem(from: string, output: string | undefined, made: readonly NamedPath[]): string {
  if (output !== undefined) return `Step '${from}' has no output named '${output}' to pick.`;
  const many = made.length > 1;
  return many
    ? `Step '${from}' has several outputs: say under pick which \`output\` is meant.`
    : `Step '${from}' has no output to pick.`;
}

/** A pick reads all that it compares and all that it may copy. */
export function candidateInputs(candidates: readonly PickCandidate[]): readonly NamedPath[] {
  return candidates.flatMap(({ metrics, output }) => [output, ...metrics].map((path) => ({ path })));
}
