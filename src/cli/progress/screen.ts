// The last lines of a terminal, redrawn in place while everything above scrolls as usual.
import type { Output } from '../output';
import { textWidth } from '../text/width';

/** A line of the redrawn part: the plain text decides its width, `painted` is what is written. */
export interface ScreenLine {
  readonly text: string;
  readonly painted: string;
}

const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';
const eraseDown = '\x1b[J';

/** Owns the bottom of the terminal until it is closed. */
export class Screen {
  readonly #out: Output;
  #drawn: readonly ScreenLine[] = [];
  readonly #restore = () => this.close();

  constructor(out: Output) {
    this.#out = out;
    out.write(hideCursor);
    // A crash must not leave the user without a cursor.
    process.once('exit', this.#restore);
  }

  /** Prints above the redrawn part; one write, so that nothing flickers. */
  print(text: string): void {
    this.#out.write(`${this.#erase()}${text}\n${this.#text()}`);
  }

  /** Replaces the redrawn part. */
  draw(lines: readonly ScreenLine[]): void {
    const erase = this.#erase();
    this.#drawn = lines;
    this.#out.write(`${erase}${this.#text()}`);
  }

  /** Removes the redrawn part and gives the terminal back. */
  close(): void {
    process.off('exit', this.#restore);
    this.#out.write(`${this.#erase()}${showCursor}`);
    this.#drawn = [];
  }

  #text(): string {
    return this.#drawn.map(({ painted }) => `${painted}\n`).join('');
  }

  /** After a resize the terminal has wrapped what was drawn: rows are counted at its present width. */
  #erase(): string {
    const columns = this.#out.columns;
    const rows = this.#drawn.reduce((sum, { text }) => sum + Math.max(1, Math.ceil(textWidth(text) / columns)), 0);
    return rows === 0 ? '' : `\x1b[${rows}A\r${eraseDown}`;
  }
}
