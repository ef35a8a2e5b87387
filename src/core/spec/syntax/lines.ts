// The text as lines, so that an edit costs what it touches. Line ends stay on the lines (`\r`), so that the text comes back exactly.
import type { Position, Range } from '../../base/text';

/** What an edit did to the lines: `removed` lines from `first` on became `added` lines. */
export interface LineChange {
  readonly first: number;
  readonly removed: number;
  readonly added: number;
}

/** A text that can be edited by line and column. */
export class Lines {
  #lines: string[];
  #text: string | undefined;

  constructor(text: string) {
    this.#lines = text.split('\n');
    this.#text = text;
  }

  get count(): number {
    return this.#lines.length;
  }

  get text(): string {
    return (this.#text ??= this.#lines.join('\n'));
  }

  /** The line with its `\r`, without its `\n`; empty beyond the end. */
  at(line: number): string {
    return this.#lines[line] ?? '';
  }

  /** The line without its line end. */
  content(line: number): string {
    const text = this.at(line);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  }

  /** Lines `start` up to, not including, `end`, joined. */
  slice(start: number, end: number): string {
    return this.#lines.slice(start, end).join('\n');
  }

  /** The lines `start` up to, not including, `end`. */
  between(start: number, end: number): readonly string[] {
    return this.#lines.slice(start, end);
  }

  /** A place inside the text: what lies beyond an end is moved to it. */
  clamp(position: Position): Position {
    const line = Math.max(0, Math.min(position.line, this.#lines.length - 1));
    if (line !== position.line) return { line, character: position.line < 0 ? 0 : this.content(line).length };
    return { line, character: Math.max(0, Math.min(position.character, this.content(line).length)) };
  }

  replace(range: Range, text: string): LineChange {
    const start = this.clamp(range.start);
    const end = this.clamp(range.end);
    const first = start.line;
    const removed = end.line - start.line + 1;
    const added = (this.at(start.line).slice(0, start.character) + text + this.at(end.line).slice(end.character)).split(
      '\n',
    );
    if (removed === added.length) added.forEach((line, index) => (this.#lines[first + index] = line));
    else this.#lines = [...this.#lines.slice(0, first), ...added, ...this.#lines.slice(first + removed)];
    this.#text = undefined;
    return { first, removed, added: added.length };
  }
}
