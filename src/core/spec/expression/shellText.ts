// Where in a POSIX shell command a value lands. The user's own quotes decide how the value has to be written:
// - outside of quotes every value is its own quoted word, and a list is several words;
// - inside quotes that the user wrote, the value is escaped for those quotes and stays inside them; a list is joined by
//   blanks, since there is only one word;
// - in a here-document it is written as it is, escaped when the shell expands the body;
// - where no writing is safe (behind a backslash or a `$`, in backticks, a line break in a here-document), it is refused.
import { isPlainWord, quoteWord } from './shellQuote';

/** The text to write for a value at the place reached, or why none is safe. */
export type ShellWriting = { readonly text: string } | { readonly problem: string };

/** What encloses the place reached: quotes, `$'…'`, `(…)` and `$(…)`, `$((…))`, backticks. */
type Enclosure = 'single' | 'double' | 'ansi' | 'group' | 'arithmetic' | 'backticks';

interface HereDocument {
  readonly word: string;
  /** `<<-`: leading tabs do not count. */
  readonly tabs: boolean;
  /** Whether the shell expands `$` and backticks in the body; it does unless the word is quoted. */
  readonly expands: boolean;
}

const HERE_DOCUMENT = /<<(-?)[ \t]*(?:'([^'\n]+)'|"([^"\n]+)"|(\\?)([A-Za-z0-9_.!-]+))/y;

const LINE_BREAK = 'The value has a line break, which cannot be written at this place: pass it through env instead.';
const AFTER_DOLLAR = "A value cannot stand right behind '$': the shell would read it as a name.";
const AFTER_BACKSLASH =
  'A value cannot stand right behind a backslash: remove the backslash, values are quoted already.';
const IN_BACKTICKS = 'The value has characters that cannot be written inside `…`: write $(…) instead.';
const IN_ANSI = "The value has characters that cannot be written inside $'…': write it outside of these quotes.";

/** Reads a command's literal texts in their order and writes the values between them. */
export class ShellText {
  /** Innermost last. Inside `$(…)` quoting starts afresh. */
  readonly #stack: Enclosure[] = [];
  /** Here-documents whose bodies begin at the next line. */
  readonly #pending: HereDocument[] = [];
  #body: HereDocument | undefined;
  /** The line of a body as read so far. */
  #line = '';
  #comment = false;
  #escaped = false;
  #previous = '\n';

  /** Moves past literal text. */
  read(text: string): void {
    let at = 0;
    while (at < text.length) {
      const length = this.#readAt(text, at);
      this.#previous = text.charAt(Math.min(at + length, text.length) - 1);
      at += length;
    }
    this.#escaped = at > text.length;
  }

  /** Writes a value's words here. */
  write(words: readonly string[]): ShellWriting {
    const writing = this.#escaped ? { problem: AFTER_BACKSLASH } : this.#writeAt(words);
    this.#escaped = false;
    this.#previous = 'x';
    return writing;
  }

  #writeAt(words: readonly string[]): ShellWriting {
    const joined = words.join(' ');
    if (this.#body !== undefined) return this.#writeInBody(joined, this.#body);
    if (this.#comment) return joined.includes('\n') ? { problem: LINE_BREAK } : { text: joined };
    const enclosure = this.#stack.at(-1);
    if (enclosure === 'single') return { text: joined.replaceAll("'", "'\\''") };
    if (enclosure === 'ansi') return isPlainWord(joined) ? { text: joined } : { problem: IN_ANSI };
    if (this.#previous === '$') return { problem: AFTER_DOLLAR };
    if (this.#stack.includes('backticks') && !isPlainWord(joined)) return { problem: IN_BACKTICKS };
    if (enclosure === 'double') return { text: joined.replace(/[\\"$`]/g, '\\$&') };
    return { text: words.map(quoteWord).join(' ') };
  }

  #writeInBody(value: string, body: HereDocument): ShellWriting {
    if (value.includes('\n')) return { problem: LINE_BREAK };
    if (body.expands && this.#previous === '$') return { problem: AFTER_DOLLAR };
    this.#line += value;
    return { text: body.expands ? value.replace(/[\\$`]/g, '\\$&') : value };
  }

  /** Reads what is at `at`; gives how many characters that was. */
  #readAt(text: string, at: number): number {
    const char = text.charAt(at);
    if (this.#body !== undefined) return this.#readBody(char, this.#body);
    if (this.#comment) return char === '\n' ? this.#endLine() : 1;
    const enclosure = this.#stack.at(-1);
    if (enclosure === 'single') return char === "'" ? this.#pop(1) : 1;
    if (char === '\\') return 2;
    if (enclosure === 'ansi') return char === "'" ? this.#pop(1) : 1;
    if (char === '"') return enclosure === 'double' ? this.#pop(1) : this.#push('double', 1);
    if (char === '`') return enclosure === 'backticks' ? this.#pop(1) : this.#push('backticks', 1);
    if (text.startsWith('$((', at)) return this.#push('arithmetic', 3);
    if (text.startsWith('$(', at)) return this.#push('group', 2);
    return enclosure === 'double' ? 1 : this.#readUnquoted(text, at, char);
  }

  #readUnquoted(text: string, at: number, char: string): number {
    const enclosure = this.#stack.at(-1);
    if (char === "'") return this.#push(this.#previous === '$' ? 'ansi' : 'single', 1);
    if (enclosure === 'arithmetic') return text.startsWith('))', at) ? this.#pop(2) : 1;
    if (char === '(') return text.startsWith('((', at) ? this.#push('arithmetic', 2) : this.#push('group', 1);
    if (char === ')' && enclosure === 'group') return this.#pop(1);
    if (char === '\n') return this.#endLine();
    if (char === '#' && /[\s;&|()]/.test(this.#previous)) this.#comment = true;
    return char === '<' ? this.#readRedirect(text, at) : 1;
  }

  #readRedirect(text: string, at: number): number {
    // `<<<` is a here-string: an ordinary word follows.
    if (text.startsWith('<<<', at)) return 3;
    HERE_DOCUMENT.lastIndex = at;
    const found = HERE_DOCUMENT.exec(text);
    if (found === null) return 1;
    const word = found[2] ?? found[3] ?? found[5] ?? '';
    this.#pending.push({ word, tabs: found[1] === '-', expands: found[5] !== undefined && found[4] === '' });
    return found[0].length;
  }

  #readBody(char: string, body: HereDocument): number {
    if (char !== '\n') {
      this.#line += char;
      return 1;
    }
    const line = body.tabs ? this.#line.replace(/^\t+/, '') : this.#line;
    this.#line = '';
    if (line === body.word) this.#body = this.#pending.shift();
    return 1;
  }

  #endLine(): number {
    this.#comment = false;
    this.#body = this.#pending.shift();
    return 1;
  }

  #push(enclosure: Enclosure, length: number): number {
    this.#stack.push(enclosure);
    return length;
  }

  #pop(length: number): number {
    this.#stack.pop();
    return length;
  }
}
