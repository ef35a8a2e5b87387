// Stages of a rollout that do not rise: traffic would be taken back from a revision that holds.
import type { Json } from '../../../base/json';
import { mapping } from '../../read/readJson';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem, ProblemFix } from '../problem';
import { textPlace } from './places';

/** FL063 at the first stage that is not above the one before. */
export function rollout(look: Look, entry: EntryFacts): readonly Problem[] {
  const { steps } = mapping(mapping(entry.value).rollout);
  if (!Array.isArray(steps) || !steps.every((step) => typeof step === 'number')) return [];
  const stages = steps as readonly Json[] as readonly number[]; // `every` holds.
  const index = stages.findIndex((stage, at) => at > 0 && stage <= (stages[at - 1] ?? 0));
  const extent = index < 0 ? undefined : textPlace(look, entry, ['rollout', 'steps', index]);
  if (!extent) return [];
  const message = `The stages of a rollout rise, but ${String(stages[index])} comes after ${String(stages[index - 1])}.`;
  return [{ code: 'FL063', message, ...extent, ...inOrder(look, entry, stages) }];
}

// Stages that are all different have one order.
function inOrder(look: Look, entry: EntryFacts, stages: readonly number[]): Pick<Problem, 'fixes'> {
  const sorted = [...new Set(stages)].sort((a, b) => a - b);
  const places = stages.flatMap((_, index) => textPlace(look, entry, ['rollout', 'steps', index]) ?? []);
  if (sorted.length !== stages.length || places.length !== stages.length) return {};
  const fix: ProblemFix = {
    title: `Sort the stages: ${sorted.join(', ')}`,
    edits: places.map((place, index) => ({ ...place, newText: String(sorted[index]) })),
  };
  return { fixes: [fix] };
}
