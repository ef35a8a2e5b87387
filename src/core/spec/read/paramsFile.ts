// A params file's text -> its values and the places of its names. YAML, JSON and TOML.
import { parse as parseToml } from 'smol-toml';
import { isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import type { Json, JsonObject } from '../../base/json';
import { isJsonObject } from '../../base/json';
import type { Range } from '../../base/text';

/** What a params file holds, or why it cannot be read. */
export type ParamsFile =
  | { readonly kind: 'read'; readonly values: JsonObject }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly message: string };

/** Reads a params file by the ending of its name. */
export function readParamsFile(path: string, text: string | undefined): ParamsFile {
  if (text === undefined) return { kind: 'missing' };
  try {
    const values = path.endsWith('.toml') ? tomlValues(text) : yamlValues(text);
    if (values === null || isJsonObject(values)) return { kind: 'read', values: values ?? {} };
    return { kind: 'invalid', message: 'it must hold a mapping' };
  } catch (error) {
    // Both parsers throw on a text that is wrong; that is the user's to see, not ours to die of.
    // The first line of a YAML error ends with a colon: an excerpt of the text follows.
    const message = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '').replace(/:$/, '') : String(error);
    return { kind: 'invalid', message };
  }
}

// JSON is YAML.
function yamlValues(text: string): Json {
  const document = parseDocument(text, { prettyErrors: true, merge: true, logLevel: 'silent' });
  if (document.errors[0]) throw document.errors[0];
  // toJS of a document without custom tags gives plain data.
  return toJson(document.toJS({ maxAliasCount: 10_000 }));
}

function tomlValues(text: string): Json {
  return toJson(parseToml(text));
}

// Dates of TOML and big integers become what a step sees in FAIRLEAD_PARAMS: JSON.
function toJson(value: unknown): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number') return value;
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toJson(item)]));
  return null;
}

/** Where a param is named in a file; undefined when it is not there. TOML: the first line that sets the last part of the name. */
export function findParam(path: string, text: string, name: readonly string[]): Range | undefined {
  return path.endsWith('.toml') ? findInToml(text, name) : findInYaml(text, name);
}

function findInYaml(text: string, name: readonly string[]): Range | undefined {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, logLevel: 'silent' });
  let node: unknown = document.contents;
  let range: readonly [number, number, number] | null | undefined;
  for (const part of name) {
    if (!isMap(node)) return undefined;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === part);
    if (!pair || !isScalar(pair.key)) return undefined;
    range = pair.key.range;
    node = pair.value;
  }
  if (!range) return undefined;
  const [start, end] = [lines.linePos(range[0]), lines.linePos(range[1])];
  return {
    start: { line: start.line - 1, character: start.col - 1 },
    end: { line: end.line - 1, character: end.col - 1 },
  };
}

function findInToml(text: string, name: readonly string[]): Range | undefined {
  let table = '';
  for (const [line, content] of text.split('\n').entries()) {
    const header = /^\s*\[([^\]]+)\]/.exec(content)?.[1]?.trim();
    if (header !== undefined) table = header;
    const key = header === undefined ? /^(\s*)([\w.-]+)\s*=/.exec(content) : undefined;
    const full = header ?? [table, key?.[2]].filter(Boolean).join('.');
    if ((header === undefined && !key) || full !== name.join('.')) continue;
    const written = header ?? key?.[2] ?? '';
    const character = content.indexOf(written);
    return { start: { line, character }, end: { line, character: character + written.length } };
  }
  return undefined;
}
