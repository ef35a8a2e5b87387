import type { RuleCode } from '../diagnostic';
import type { Extent } from '../syntax/node';

/** A diagnostic before it has a severity and a place in the file: offsets count from the start of its chunk. */
export interface Problem extends Extent {
  readonly code: RuleCode;
  readonly message: string;
  /** Places in the same chunk, or (`at`) resolved when the diagnostic is published. */
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly ProblemFix[];
}

export interface RelatedPlace extends Extent {
  readonly message: string;
  /** The chunk that the offsets count in, when it is another one. */
  readonly chunk?: unknown;
}

/** A repair: texts put in place of extents of the problem's chunk. */
export interface ProblemFix {
  readonly title: string;
  readonly edits: readonly (Extent & { readonly newText: string })[];
}
