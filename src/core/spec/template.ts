import type { ExpressionNode } from './expression/ast';

/** A text that may hold `${{ expressions }}`: a plain string when it has none, so that the common case costs nothing. */
export type Template = string | TemplateParts;

/** Literal texts and expressions in their order. `source` is the decoded scalar as written. */
export interface TemplateParts {
  readonly source: string;
  readonly parts: readonly (string | ExpressionNode)[];
}
