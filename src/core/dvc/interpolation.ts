// DVC's `${…}` in texts. The grammar is dvc/parsing/interpolate.py: words separated by `.` or in `[…]`; `\${` is a plain `${`.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../base/json';

/** Literal text and references in their order: `a ${b.c[0]}` is `['a ', { path: ['b', 'c', '0'] }]`. */
export type DvcText = readonly (string | DvcReference)[];

/** What stands between the braces, as keys. */
export interface DvcReference {
  readonly path: readonly string[];
  readonly source: string;
}

const REFERENCE = /(?<!\\)\$\{(.*?)\}/g;

/** Takes a text apart. Never fails: what cannot be found later is the caller's to say. */
export function parseDvcText(text: string): DvcText {
  const parts: (string | DvcReference)[] = [];
  let at = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (match.index > at) parts.push(unescape(text.slice(at, match.index)));
    const source = (match[1] ?? '').trim();
    parts.push({
      path: source
        .replaceAll('[', '.')
        .replaceAll(']', '')
        .split('.')
        .map((key) => key.trim()),
      source,
    });
    at = match.index + match[0].length;
  }
  if (at < text.length) parts.push(unescape(text.slice(at)));
  return parts;
}

/** The reference that is the whole text; DVC keeps its type then. */
export function wholeReference(text: string): DvcReference | undefined {
  const [only, ...more] = parseDvcText(text);
  return more.length === 0 && typeof only === 'object' ? only : undefined;
}

/** The value at a path of keys and indexes. */
export function valueAt(values: Json, path: readonly string[]): Json | undefined {
  let value: Json | undefined = values;
  for (const key of path) {
    if (isJsonObject(value)) value = Object.hasOwn(value, key) ? value[key] : undefined;
    else if (isJsonList(value)) value = value[Number(key)];
    else return undefined;
  }
  return value;
}

/** A value as DVC writes it into a text; undefined for what it refuses. Mappings become options, in commands only. */
export function dvcString(value: Json, inCommand: boolean): string | undefined {
  if (value === null) return 'None';
  if (typeof value !== 'object') return String(value);
  return inCommand && isJsonObject(value) ? options(value, '') : undefined;
}

/** `{ lr: 0.1, verbose: true }` -> `--lr 0.1 --verbose`, as dvc/parsing/interpolate.py does by default. */
function options(values: JsonObject, prefix: string): string {
  const words = Object.entries(values).map(([key, value]) => {
    const name = `${prefix}${key}`;
    if (isJsonObject(value)) return options(value, `${name}.`);
    if (typeof value === 'boolean') return value ? `--${name}` : '';
    const items = isJsonList(value) ? value : [value];
    return items.length === 0 ? '' : `--${name} ${items.map(optionValue).join(' ')}`;
  });
  return words.filter((word) => word !== '').join(' ');
}

function optionValue(value: Json): string {
  if (typeof value !== 'string') return value === null ? 'None' : JSON.stringify(value);
  return /^[\w@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'"'"'`)}'`;
}

function unescape(text: string): string {
  return text.replaceAll('\\${', '${');
}
