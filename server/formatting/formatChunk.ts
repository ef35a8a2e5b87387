// Spaces of one piece of a spec, which holds whole entries: indentation, what stands around colons, commas and brackets, blank lines and
// line ends. Words, comments, quotes and the lines within texts stay as they are written.
import { gap } from './gap';
import { Levels, STEP } from './indentation';
import { tokensOf, type Token } from './tokens';

/** What replaces a stretch of the text. */
export interface SpaceEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A column as written and as it should be. */
export interface Column {
  readonly column: number;
  readonly target: number;
}

/** The edits that bring the spaces of `text` in order. `keys` is where its keys stand, `next` where those of the following piece do. */
export function formatChunk(text: string, keys: Column, next: Column): readonly SpaceEdit[] {
  const formatter = new Formatter(text, keys);
  const tokens = tokensOf(text);
  tokens.forEach((token, index) => {
    formatter.read(token, tokens[index - 1], tokens[index + 1]);
  });
  return formatter.finish(next);
}

interface Line extends Column {
  readonly start: number;
  /** Nothing but spaces so far. */
  readonly isBlank: boolean;
  /** Nothing but dashes of lists so far: what comes next begins a level of its own. */
  readonly isDashes: boolean;
}

/** A comment on a line of its own. */
interface WaitingComment {
  readonly start: number;
  readonly end: number;
  /** Where it stands when it does not stand where the next line does. */
  readonly otherwise: number | undefined;
}

class Formatter {
  readonly #text: string;
  readonly #levels: Levels;
  readonly #edits: SpaceEdit[] = [];
  /** For each open bracket the indentation of the line that opens it: the closing one stands there. */
  readonly #brackets: number[] = [];
  #comments: WaitingComment[] = [];
  #line: Line = emptyLine(0);
  #blankLines = 0;
  #header = '';

  constructor(text: string, keys: Column) {
    this.#text = text;
    this.#levels = new Levels(keys.column, keys.target);
  }

  read(token: Token, before: Token | undefined, after: Token | undefined): void {
    if (token.type === 'newline') this.#endLine(token);
    else if (token.type === 'byte-order-mark') this.#line = emptyLine(token.end);
    else if (token.type === 'block-scalar') this.#readBlock(token);
    else if (token.type === 'space') this.#readSpace(token, before, after);
    else if (token.type === 'comment') this.#readComment(token);
    else this.#readWord(token, before);
  }

  finish(next: Column): readonly SpaceEdit[] {
    if (this.#line.isBlank) this.#replace(this.#line.start, this.#text.length, '');
    this.#placeComments(next);
    return this.#edits.sort((a, b) => a.start - b.start);
  }

  #readSpace({ start, end }: Token, before: Token | undefined, after: Token | undefined): void {
    if (this.#line.isBlank || before === undefined) return; // Indentation, which the first word decides.
    const space = after === undefined || after.type === 'newline' ? '' : gap(before, after);
    if (space !== undefined) this.#replace(start, end, space);
  }

  #readWord(token: Token, before: Token | undefined): void {
    if (this.#line.isBlank) this.#beginLine(token);
    else {
      if (this.#line.isDashes && this.#brackets.length === 0 && token.type !== 'block-scalar-header')
        this.#levels.enter(token.start - this.#line.start, token.type === 'seq-item-ind');
      if (before !== undefined && before.type !== 'space' && gap(before, token) === ' ')
        this.#replace(token.start, token.start, ' ');
    }
    this.#line = { ...this.#line, isBlank: false, isDashes: this.#line.isDashes && token.type === 'seq-item-ind' };
    if (token.type === 'flow-map-start' || token.type === 'flow-seq-start') this.#brackets.push(this.#line.target);
    if (isClosing(token)) this.#brackets.pop();
    if (token.type === 'block-scalar-header') this.#header = token.text;
    this.#shiftLines(token, this.#line.target - this.#line.column);
  }

  #beginLine(token: Token): void {
    const { start } = this.#line;
    const column = token.start - start;
    const outer = this.#brackets.at(-1);
    const target =
      outer === undefined
        ? this.#levels.enter(column, token.type === 'seq-item-ind').target
        : outer + (isClosing(token) ? 0 : STEP);
    this.#replace(start, token.start, ' '.repeat(target));
    this.#placeComments({ column, target });
    this.#line = { start, column, target, isBlank: false, isDashes: true };
    this.#blankLines = 0;
  }

  #readComment({ start: end }: Token): void {
    if (!this.#line.isBlank) return;
    const { start } = this.#line;
    const outer = this.#brackets.at(-1);
    const otherwise = outer === undefined ? this.#levels.targetAt(end - start) : outer + STEP;
    this.#comments.push({ start, end, otherwise });
    this.#line = { ...this.#line, isBlank: false };
    this.#blankLines = 0;
  }

  #placeComments({ column, target }: Column): void {
    for (const { start, end, otherwise } of this.#comments) {
      const stands = end - start === column && this.#brackets.length === 0 ? target : (otherwise ?? target);
      this.#replace(start, end, ' '.repeat(stands));
    }
    this.#comments = [];
  }

  #endLine({ start, end }: Token): void {
    if (this.#line.isBlank) {
      this.#blankLines++;
      if (this.#blankLines > 1) this.#replace(this.#line.start, end, '');
      else this.#replace(this.#line.start, start, '');
    }
    this.#line = emptyLine(end);
  }

  /** The lines of a text within quotes, or of words that go on: each keeps its place relative to the first. */
  #shiftLines({ text, start }: Token, by: number): void {
    if (by === 0) return;
    for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
      const indent = indentOf(text.slice(at));
      if (!/^\s/.test(text.slice(at + indent)))
        this.#replace(start + at, start + at + indent, ' '.repeat(Math.max(0, indent + by)));
    }
  }

  /** The content of `|` and `>`: spaces beyond its indentation are the user's. */
  #readBlock({ text, start, end }: Token): void {
    const kept = this.#header.includes('+') ? text : withOneBlankEnd(text);
    this.#replace(start + kept.length, end, '');
    const { column, target } = this.#levels.top;
    const indent = indentOf(kept.split('\n').find((line) => line.trim() !== '') ?? '');
    const by = /\d/.test(this.#header) ? target - column : target + STEP - indent;
    let at = start;
    for (const line of kept.split('\n')) {
      const own = indentOf(line);
      const isEmpty = line.trim() === '' && own <= indent;
      this.#replace(at, at + own, isEmpty ? '' : ' '.repeat(Math.max(0, own + by)));
      at += line.length + 1;
    }
    this.#blankLines = /\n\r?\n$/.test(kept) ? 1 : 0;
    this.#line = emptyLine(end);
  }

  #replace(start: number, end: number, text: string): void {
    if (this.#text.slice(start, end) !== text) this.#edits.push({ start, end, text });
  }
}

function emptyLine(start: number): Line {
  return { start, column: 0, target: 0, isBlank: true, isDashes: true };
}

function indentOf(text: string): number {
  return /^ */.exec(text)?.[0].length ?? 0;
}

function isClosing({ type }: Token): boolean {
  return type === 'flow-map-end' || type === 'flow-seq-end';
}

/** The text without its empty last lines but one. */
function withOneBlankEnd(text: string): string {
  const content = /^[^]*\S[^\n]*(?:\n|$)/.exec(text)?.[0] ?? '';
  const [blank = ''] = /^[^\S\n]*\n/.exec(text.slice(content.length)) ?? [];
  return content + blank;
}
