// Places in a text, exactly as the Language Server Protocol counts them.

/** Zero-based line and UTF-16 column. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

/** From `start` up to, not including, `end`. */
export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** A range in a file; `file` is relative to the project's root and written with `/`. */
export interface Location {
  readonly file: string;
  readonly range: Range;
}
