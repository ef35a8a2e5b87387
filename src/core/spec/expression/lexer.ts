// Text of an expression -> tokens. Never throws: a character that means nothing becomes a `bad` token with its reason.

/** A piece of an expression. `value` is what a string or number literal stands for. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'symbol' | 'bad' | 'end';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly value?: string | number;
  /** What is wrong with a `bad` token, or with a string that is not closed. */
  readonly problem?: string;
}

/** Hyphens belong to names, since step names have them; there is no subtraction that they could be confused with. */
const NAME = /[\p{L}_][\p{L}\p{N}_-]*/uy;
/** After a dot a key may begin with a digit: `params.0`. */
const KEY = /[\p{L}\p{N}_][\p{L}\p{N}_-]*/uy;
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const SYMBOL = /==|!=|<=|>=|&&|\|\||[<>!()[\].]/y;
const SPACE = /\s+/y;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

const HINTS: Readonly<Record<string, string>> = {
  '=': "'=' is no operator: write '==' to compare.",
  '&': "'&' is no operator: write '&&'.",
  '|': "'|' is no operator: write '||'.",
};

/** All tokens of `text`; the last one is always `end`. Positions count from `offset`. */
export function tokenize(text: string, offset: number): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const space = match(SPACE, text, at);
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const token = nextToken(text, at, tokens.at(-1)?.text === '.');
    tokens.push({ ...token, start: token.start + offset, end: token.end + offset });
    at = token.end;
  }
  tokens.push({ kind: 'end', text: '', start: text.length + offset, end: text.length + offset });
  return tokens;
}

function nextToken(text: string, start: number, afterDot: boolean): Token {
  const first = text.charAt(start);
  if (first === "'" || first === '"') return stringToken(text, start);
  const name = match(afterDot ? KEY : NAME, text, start);
  if (name !== undefined) return { kind: 'name', text: name, start, end: start + name.length };
  const number = match(NUMBER, text, start);
  if (number !== undefined) {
    return { kind: 'number', text: number, start, end: start + number.length, value: Number(number) };
  }
  const symbol = match(SYMBOL, text, start);
  if (symbol !== undefined) return { kind: 'symbol', text: symbol, start, end: start + symbol.length };
  const bad = String.fromCodePoint(text.codePointAt(start) ?? 0);
  return {
    kind: 'bad',
    text: bad,
    start,
    end: start + bad.length,
    problem: HINTS[bad] ?? `'${bad}' means nothing in an expression.`,
  };
}

/** `'it''s'` doubles its quote, as YAML and GitHub Actions do; `"…"` escapes with a backslash, as JSON does. */
function stringToken(text: string, start: number): Token {
  const end = stringEnd(text, start);
  const quote = text.charAt(start);
  const raw = text.slice(start + 1, end ?? text.length);
  const value = quote === "'" ? raw.replaceAll("''", "'") : unescape(raw);
  if (end !== undefined) return { kind: 'string', text: text.slice(start, end + 1), start, end: end + 1, value };
  const problem = `The string is not closed: a ${quote} is missing.`;
  return { kind: 'string', text: text.slice(start), start, end: text.length, value, problem };
}

/** Where the string that opens at `start` has its closing quote; undefined when it has none. */
export function stringEnd(text: string, start: number): number | undefined {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '\\' && quote === '"') at++;
    else if (char === quote && quote === "'" && text.charAt(at + 1) === "'") at++;
    else if (char === quote) return at;
  }
  return undefined;
}

function unescape(raw: string): string {
  return raw.replace(/\\(u[0-9a-fA-F]{4}|[\s\S])/g, (_, escaped: string) =>
    escaped.length === 5 ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16)) : (ESCAPES[escaped] ?? escaped),
  );
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}
