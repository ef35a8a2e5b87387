// One piece of the text with everything that is known of it by itself. A chunk is replaced when its text changes; it moves for nothing.
import type { Cut } from '../syntax/cut';
import type { Extent } from '../syntax/node';
import { parseChunk } from '../syntax/parseChunk';
import type { ParsedChunk } from '../syntax/parseChunk';
import type { Position, Range } from '../../base/text';

/** The file that a chunk is in. The spec itself has order 0, its includes follow. */
export interface Home {
  readonly file: string;
  order: number;
}

/** A chunk of a file. `line` changes when the text above does. */
export class Chunk {
  readonly cut: Cut;
  readonly text: string;
  readonly home: Home;
  readonly parsed: ParsedChunk;
  line: number;
  readonly count: number;
  #lineStarts: Uint32Array | undefined;

  /** `readable` is the text without the other side of a merge conflict; offsets count the same in both. */
  constructor(home: Home, cut: Cut, readable: string, text: string) {
    this.home = home;
    this.cut = cut;
    this.text = text;
    this.line = cut.line;
    this.count = cut.count;
    this.parsed = cut.kind === 'preamble' || cut.kind === 'tail' ? nothing : parseChunk(readable);
  }

  /** The line and column in the file of an offset in this chunk. */
  position(offset: number): Position {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: this.line + low, character: offset - (starts[low] ?? 0) };
  }

  range(extent: Extent): Range {
    return { start: this.position(extent.start), end: this.position(extent.end) };
  }

  /** The offset in this chunk of a place in the file that lies in it. */
  offset(position: Position): number {
    const starts = this.#starts();
    return Math.min((starts[position.line - this.line] ?? this.text.length) + position.character, this.text.length);
  }

  #starts(): Uint32Array {
    if (this.#lineStarts) return this.#lineStarts;
    const starts = [0];
    for (let at = this.text.indexOf('\n'); at >= 0; at = this.text.indexOf('\n', at + 1)) starts.push(at + 1);
    return (this.#lineStarts = Uint32Array.from(starts));
  }
}

const nothing: ParsedChunk = { root: undefined, problems: [], anchors: new Map(), aliases: 0, broken: false };
