import type { Json } from '../base/json';
import type { CompletionContext } from './completionContext';
import type { StepDraft } from './stepDraft';
import { leavesBelow, leavesReadBy, type ParamLeaves } from './usedParams';

/** The params that the step names, and those that its command and environment read. */
export function paramsOf({ step, read: names }: StepDraft, context: CompletionContext): ParamLeaves {
  const read = (names.get('params') ?? []).map((path) => path.join('.'));
  if (read.length === 0 && step.params.length === 0) return {};
  const key = [...step.params, '', ...read].join('\0');
  const known = context.leaves.get(key);
  if (known !== undefined) return known;
  const leaves: Record<string, Json> = {};
  for (const name of step.params) {
    const below = leavesBelow(context.pipeline.params, name);
    if (below === undefined)
      context.problems.add(step, `There is no param '${name}', which step '${step.name}' names.`);
    Object.assign(leaves, below);
  }
  for (const name of read) Object.assign(leaves, leavesReadBy(context.pipeline.params, name));
  context.leaves.set(key, leaves);
  return leaves;
}
