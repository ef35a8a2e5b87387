// A terminal small enough to read: what a program that redraws lines leaves on the screen.

/** Understands line feed, carriage return, cursor up (`CSI n A`), erase down (`CSI J`); colours and the cursor's look are left out. */
export class Terminal {
  #lines: string[] = [''];
  #row = 0;
  #column = 0;
  #columns: number;

  constructor(columns: number) {
    this.#columns = columns;
  }

  write(text: string): void {
    // eslint-disable-next-line no-control-regex -- escape sequences are what a terminal reads
    for (const part of text.split(/(\x1b\[[0-9;?]*[A-Za-z]|\n|\r)/)) this.#part(part);
  }

  /** Wraps what is on the screen anew, as terminals do when the window changes; the cursor stays below it. */
  resize(columns: number): void {
    this.#columns = columns;
    const text = this.screen;
    this.#lines = [''];
    this.#row = 0;
    this.#column = 0;
    this.write(`${text}\n`);
  }

  /** The lines that are on the screen, without trailing spaces and empty last lines. */
  get screen(): string {
    return this.#lines
      .map((line) => line.trimEnd())
      .join('\n')
      .trimEnd();
  }

  #part(part: string): void {
    if (part === '\n') this.#newLine();
    else if (part === '\r') this.#column = 0;
    else if (part.endsWith('A') && part.startsWith('\x1b['))
      this.#row = Math.max(0, this.#row - Number(part.slice(2, -1)));
    else if (part === '\x1b[J') this.#eraseDown();
    else if (!part.startsWith('\x1b')) for (const character of part) this.#put(character);
  }

  #put(character: string): void {
    if (this.#column === this.#columns) this.#newLine();
    const line = (this.#lines[this.#row] ?? '').padEnd(this.#column);
    this.#lines[this.#row] = line.slice(0, this.#column) + character + line.slice(this.#column + 1);
    this.#column += 1;
  }

  #newLine(): void {
    this.#row += 1;
    this.#column = 0;
    if (this.#row === this.#lines.length) this.#lines.push('');
  }

  #eraseDown(): void {
    this.#lines = this.#lines.slice(0, this.#row + 1);
    this.#lines[this.#row] = (this.#lines[this.#row] ?? '').slice(0, this.#column);
  }
}
