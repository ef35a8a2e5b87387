import type { Json } from '../base/json';
import type { Step } from '../spec/pipeline';
import type { CompletionContext } from './completionContext';
import { namesReadBy } from './namesRead';
import { leavesBelow, leavesReadBy, type ParamLeaves } from './usedParams';

/** The params that the step names, and those that its command and environment read. */
export function paramsOf(step: Step, context: CompletionContext): ParamLeaves {
  const read = namesReadBy(step, 'params').map((names) => names.join('.'));
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
