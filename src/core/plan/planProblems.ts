import type { Step } from '../spec/pipeline';
import type { PlanProblem } from './plan';

/** Collects problems at their steps. The tasks of a matrix all fail alike, so each sentence is said once per step. */
export class PlanProblems {
  readonly #seen = new Set<string>();
  readonly #problems: PlanProblem[] = [];

  get all(): readonly PlanProblem[] {
    return this.#problems;
  }

  add(step: Pick<Step, 'name' | 'place'>, message: string): void {
    const key = `${step.name}\0${message}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    const { file, line, character } = step.place;
    const range = { start: { line, character }, end: { line, character: character + step.name.length } };
    this.#problems.push({ file, range, message });
  }
}
