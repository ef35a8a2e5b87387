// All params of a spec: files first, in their order, then what is written in the spec itself; later values win.
import type { Json, JsonObject } from '../../base/json';
import { canonicalJson, isJsonObject } from '../../base/json';
import { typeOfJson } from '../expression/typeOfJson';
import type { ExpressionType } from '../expression/types';
import { normalPath } from '../paths';
import type { ProjectFiles } from '../projectFiles';
import { textOrTexts } from '../read/readJson';
import { readParamsFile } from '../read/paramsFile';
import type { ParamsFile } from '../read/paramsFile';
import type { Facts } from './facts';

/** A params file that the spec names. */
export interface NamedParamsFile {
  readonly path: string;
  readonly content: ParamsFile;
}

/** The params of a spec at one moment. */
export interface Params {
  readonly values: JsonObject;
  readonly files: readonly NamedParamsFile[];
  /** A file is missing or cannot be read: there may be params that are not known. */
  readonly incomplete: boolean;
  readonly type: ExpressionType;
}

/** Remembers files by their text, so that only changed ones are parsed again. */
export class ParamsReader {
  readonly #files: ProjectFiles;
  readonly #cache = new Map<string, { readonly text: string | undefined; readonly content: ParamsFile }>();

  constructor(files: ProjectFiles) {
    this.#files = files;
  }

  /** Reads the params that chunks of the section `params` name or hold. */
  read(chunks: Iterable<Facts>): Params {
    const files: NamedParamsFile[] = [];
    let inline: Record<string, Json> = {};
    for (const facts of chunks) {
      if (facts.section?.name === 'params')
        for (const path of textOrTexts(facts.section.value)) files.push(this.#file(normalPath(path)));
      for (const entry of facts.entries)
        if (entry.section === 'params') inline = merge(inline, { [entry.name]: entry.value });
    }
    const values = files.reduce<JsonObject>(
      (merged, file) => (file.content.kind === 'read' ? merge(merged, file.content.values) : merged),
      {},
    );
    const all = merge(values, inline);
    const incomplete = files.some((file) => file.content.kind !== 'read');
    const known = typeOfJson(all);
    return {
      values: all,
      files,
      incomplete,
      type: incomplete && known.kind === 'object' ? { ...known, open: true } : known,
    };
  }

  #file(path: string): NamedParamsFile {
    const text = this.#files.read(path);
    const cached = this.#cache.get(path);
    if (cached && cached.text === text) return { path, content: cached.content };
    const content = readParamsFile(path, text);
    this.#cache.set(path, { text, content });
    return { path, content };
  }
}

function merge(into: JsonObject, from: JsonObject): Record<string, Json> {
  const merged: Record<string, Json> = { ...into };
  for (const [key, value] of Object.entries(from)) {
    const old = merged[key];
    merged[key] = isJsonObject(old) && isJsonObject(value) ? merge(old, value) : value;
  }
  return merged;
}

/** What changed between two moments: first names whose values changed, and of those the ones whose shape changed as well. */
export function changedParams(
  before: Params,
  after: Params,
): { readonly values: readonly string[]; readonly shapes: readonly string[] } {
  const names = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  const values = [...names].filter((name) => text(before.values[name]) !== text(after.values[name]));
  return { values, shapes: values.filter((name) => shape(before.values[name]) !== shape(after.values[name])) };
}

const text = (value: Json | undefined): string => (value === undefined ? '' : canonicalJson(value));

// Names and kinds of values, not the values: what the type of an expression depends on.
function shape(value: Json | undefined): string {
  if (value === undefined) return '';
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(shape).join(',')}]`;
  if (!isJsonObject(value)) return value === null ? 'null' : typeof value;
  return `{${Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${shape(value[key])}`)
    .join(',')}}`;
}
