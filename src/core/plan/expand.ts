import type { PlanProblem } from './plan';
import type { Task } from './task';

/** A pipeline with its matrices expanded and its templates filled in; tasks in an order in which they may run. */
export interface Expansion {
  readonly tasks: readonly Task[];
  readonly problems: readonly PlanProblem[];
}
