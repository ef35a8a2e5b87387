import type { JsonObject } from '../base/json';
import type { Pipeline } from '../spec/pipeline';
import type { OutputIndex } from './outputIndex';
import type { PlanProblems } from './planProblems';
import type { StepDraft } from './stepDraft';
import type { ParamLeaves } from './usedParams';

/** What all tasks of a pipeline share while they are completed. */
export interface CompletionContext {
  readonly pipeline: Pipeline;
  /** `params` and `datasets`. */
  readonly scope: JsonObject;
  /** `steps`. */
  readonly steps: JsonObject;
  readonly drafts: ReadonlyMap<string, readonly StepDraft[]>;
  readonly index: OutputIndex;
  /** Paths of each dataset by its name, and all of them. */
  readonly datasets: ReadonlyMap<string, readonly string[]>;
  readonly datasetPaths: ReadonlySet<string>;
  readonly problems: PlanProblems;
  /** Leaves of the params by what steps write under `params`: thousands of steps share a few. */
  readonly leaves: Map<string, ParamLeaves | undefined>;
}

/** A path that a step declares. */
export interface NamedPath {
  readonly name?: string;
  readonly path: string;
}
