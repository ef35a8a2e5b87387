// What every kind of completion needs to know of the place where it was asked for.
import type { Range } from '../../src/core/base/text';
import type { SpecContext } from '../../src/core/spec/spec';
import { lineText } from '../ranges';
import type { Snapshot } from '../snapshot';
import { inFlowCollection } from './scalar';

/** A context of one kind. */
export type ContextOf<K extends SpecContext['kind']> = Extract<SpecContext, { readonly kind: K }>;

/** The surroundings of the text that a completion replaces. */
export interface Surroundings {
  /** What stands in the line before the replaced range. */
  readonly before: string;
  readonly inFlow: boolean;
  /** How far the replaced range is indented. */
  readonly column: number;
  /** How far the line is indented: what the editor adds to each further line of a snippet by itself. */
  readonly lineIndent: number;
}

/** Looks around `range`. */
export function surroundingsOf({ document }: Snapshot, range: Range): Surroundings {
  const line = lineText(document.text, range.start.line);
  const before = line.slice(0, range.start.character);
  return {
    before,
    inFlow: inFlowCollection(before),
    column: range.start.character,
    lineIndent: line.length - line.trimStart().length,
  };
}
