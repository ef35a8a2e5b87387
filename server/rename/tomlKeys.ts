// Where the keys of a TOML text are written: headers, dotted keys, keys of inline tables. Its parser gives values only, so the text
// is walked here; strings and comments are stepped over, and what is not understood is left out.

/** A part of a key: the path that it completes and where its text stands, without quotes. */
export interface KeyPlace {
  readonly path: readonly string[];
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
}

/** Every part of every key, in the order of the text. */
export function tomlKeys(text: string): readonly KeyPlace[] {
  const places: KeyPlace[] = [];
  let table: readonly string[] = [];
  for (let at = skipBlank(text, 0); at < text.length; at = skipBlank(text, at)) {
    const brackets = /^\[\[?/.exec(text.slice(at, at + 2))?.[0] ?? '';
    const key = readKey(text, at + brackets.length, brackets === '' ? table : [], places);
    if (key === undefined) return places;
    if (brackets !== '') {
      table = key.path;
      at = lineEnd(text, key.end);
    } else at = skipValue(text, skipSpace(text, key.end) + 1, key.path, places);
  }
  return places;
}

interface ReadKey {
  readonly path: readonly string[];
  readonly end: number;
}

function readKey(text: string, from: number, base: readonly string[], places: KeyPlace[]): ReadKey | undefined {
  const part = /\s*(?:"((?:[^"\\\n]|\\.)*)"|'([^'\n]*)'|([\w-]+))[ \t]*/y;
  const path = [...base];
  for (let at = from; ; at += 1) {
    part.lastIndex = at;
    const match = part.exec(text);
    if (match === null) return undefined;
    const name = match[1] ?? match[2] ?? match[3] ?? '';
    const quoted = match[3] === undefined;
    path.push(name);
    const start = text.indexOf(quoted ? (match[1] === undefined ? "'" : '"') : name, at) + (quoted ? 1 : 0);
    places.push({ path: [...path], start, end: start + name.length, quoted });
    at = part.lastIndex;
    if (text[at] !== '.') return { path, end: at };
  }
}

/** The end of the value that begins at `from`; keys of inline tables in it are added. */
function skipValue(text: string, from: number, path: readonly string[], places: KeyPlace[]): number {
  const at = skipSpace(text, from);
  const long = /^(?:"""|''')/.exec(text.slice(at, at + 3))?.[0];
  if (long !== undefined) return after(text, long, at + 3);
  if (text[at] === '"') return matchEnd(text, /"(?:[^"\\\n]|\\.)*"?/y, at);
  if (text[at] === "'") return matchEnd(text, /'[^'\n]*'?/y, at);
  if (text[at] === '[') return skipItems(text, at + 1, ']', (item) => skipValue(text, item, path, places));
  if (text[at] === '{')
    return skipItems(text, at + 1, '}', (item) => {
      const key = readKey(text, item, path, places);
      return key === undefined ? text.length : skipValue(text, skipSpace(text, key.end) + 1, key.path, places);
    });
  return matchEnd(text, /[^,\]}#\n]*/y, at);
}

function skipItems(text: string, from: number, close: string, skipItem: (at: number) => number): number {
  let at = skipBlank(text, from);
  while (at < text.length && text[at] !== close) {
    at = skipBlank(text, skipItem(at));
    if (text[at] === ',') at = skipBlank(text, at + 1);
    else if (text[at] !== close) return text.length;
  }
  return at + 1;
}

function skipBlank(text: string, from: number): number {
  return matchEnd(text, /(?:\s|#[^\n]*)*/y, from);
}

function skipSpace(text: string, from: number): number {
  return matchEnd(text, /[ \t]*/y, from);
}

function lineEnd(text: string, from: number): number {
  return matchEnd(text, /[^\n]*/y, from);
}

function after(text: string, mark: string, from: number): number {
  const end = text.indexOf(mark, from);
  return end < 0 ? text.length : end + mark.length;
}

function matchEnd(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
