// The tree of an expression. Parsing never fails: what cannot be read is an `error` node, so tools always have a tree.

/** Half-open span in UTF-16 units, relative to the decoded scalar that holds the expression. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOperator = '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

/** An expression such as `params.train.rate`, `matrix.depth > 3 && env.CI`, `inputs[0]`. */
export type ExpressionNode =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null; readonly span: Span }
  | { readonly kind: 'name'; readonly name: string; readonly span: Span }
  /** `object.key`; `key` is empty in a half-typed `object.`. */
  | {
      readonly kind: 'member';
      readonly object: ExpressionNode;
      readonly key: string;
      readonly keySpan: Span;
      readonly span: Span;
    }
  | { readonly kind: 'index'; readonly object: ExpressionNode; readonly index: ExpressionNode; readonly span: Span }
  | { readonly kind: 'not'; readonly operand: ExpressionNode; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: ExpressionNode;
      readonly right: ExpressionNode;
      readonly span: Span;
    }
  | { readonly kind: 'error'; readonly message: string; readonly span: Span };
