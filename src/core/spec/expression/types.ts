// Types of expressions. `any` is what cannot be known offline; nothing is ever reported about it.

export type ExpressionType =
  | { readonly kind: 'any' }
  | { readonly kind: 'null' | 'boolean' | 'number' | 'string' }
  | { readonly kind: 'list'; readonly item: ExpressionType }
  /** `open`: members beyond those named may exist, so an unknown one is no error. */
  | { readonly kind: 'object'; readonly members: Readonly<Record<string, ExpressionMember>>; readonly open: boolean };

export interface ExpressionMember {
  readonly type: ExpressionType;
  /** Present value in short, for hover and completion. */
  readonly value?: string;
  readonly documentation?: string;
}

/** Something wrong with an expression; the span is of the smallest part that is wrong. */
export interface ExpressionProblem {
  readonly kind: 'syntax' | 'unknown-name' | 'type' | 'unclosed';
  readonly message: string;
  readonly span: { readonly start: number; readonly end: number };
  /** The closest known name, when one is close. */
  readonly suggestion?: string;
}
