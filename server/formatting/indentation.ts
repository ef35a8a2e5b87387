// How deep each line of a block belongs: columns as written on the one side, columns as they should be on the other.

/** A mapping or list that is open. */
export interface Level {
  /** The column at which its keys or dashes are written. */
  readonly column: number;
  /** The column at which they should stand. */
  readonly target: number;
  readonly isList: boolean;
}

/** How much deeper each level stands. */
export const STEP = 2;

/** The levels that are open at a place of a text that is read from its beginning. */
export class Levels {
  readonly #levels: Level[];

  constructor(column: number, target: number) {
    this.#levels = [{ column, target, isList: false }];
  }

  get top(): Level {
    return this.#levels.at(-1) ?? { column: 0, target: 0, isList: false };
  }

  /** Something begins at `column`: deeper levels end there, and a new one begins when none has that column. */
  enter(column: number, isDash: boolean): Level {
    while (this.#levels.length > 1 && this.top.column > column) this.#levels.pop();
    // `- item` may stand at the column of the key that owns the list; the next key there ends the list.
    if (!isDash && this.#levels.length > 1 && this.top.column === column && this.top.isList) this.#levels.pop();
    const { top } = this;
    const isOwn = top.column === column && (top.isList || !isDash);
    if (!isOwn) this.#levels.push({ column, target: top.target + STEP, isList: isDash });
    return this.top;
  }

  /** The target of a level that is open at `column`. */
  targetAt(column: number): number | undefined {
    return this.#levels.findLast((level) => level.column === column)?.target;
  }
}
