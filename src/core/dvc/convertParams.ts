// `params` of a stage: names of Fairlead's params where their file can be one of its params files, else the file as an input.
import { isJsonObject, type Json, type JsonObject } from '../base/json';
import { readParamsFile } from '../spec/read/paramsFile';
import type { StageConversion } from './convertStage';
import type { TextConverter } from './convertText';
import { listOf, textsOf } from './dvcFile';
import { joinPath } from './dvcPaths';
import { valueAt } from './interpolation';

/** What a step's params become. */
export interface ConvertedParams {
  readonly names: readonly string[];
  /** Params files that hold them. */
  readonly files: readonly string[];
  /** Files that cannot be params files, so that the step depends on them whole. */
  readonly inputs: readonly string[];
}

/** Reads `[lr, { other.yaml: [a, b] }]`; names without a file are those of params.yaml in the stage's directory. */
export function convertParams(
  params: Json | undefined,
  directory: string,
  texts: TextConverter,
  conversion: StageConversion,
  note: (text: string) => void,
): ConvertedParams {
  const names = new Set<string>();
  const files = new Set<string>();
  const inputs = new Set<string>();
  for (const [written, wanted] of wantedOf(params)) {
    const path = joinPath(directory, texts.literal(written));
    const values = paramsIn(path, conversion, note);
    if (values === undefined) {
      inputs.add(path);
      continue;
    }
    const keys = wanted ?? Object.keys(values);
    for (const key of keys.map((text) => texts.literal(text))) {
      if (valueAt(values, key.split('.')) === undefined) note(`the param '${key}' is not in ${path}; it was left out.`);
      else names.add(key);
    }
    if (keys.length > 0) files.add(path);
  }
  return { names: [...names], files: names.size > 0 ? [...files] : [], inputs: [...inputs] };
}

/** Each file with the names wanted of it; without names, all of them. */
function wantedOf(params: Json | undefined): readonly (readonly [string, readonly string[] | undefined])[] {
  const byDefault = textsOf(params);
  const others = listOf(params).flatMap((item) => (isJsonObject(item) ? Object.entries(item) : []));
  return [
    ...(byDefault.length > 0 ? [['params.yaml', byDefault] as const] : []),
    ...others.map(([file, names]) => [file, textsOf(names).length > 0 ? textsOf(names) : undefined] as const),
  ];
}

/** The values of a params file; undefined, with a note, when Fairlead cannot have it as one. */
function paramsIn(
  path: string,
  { context, files, folder, made }: StageConversion,
  note: (text: string) => void,
): JsonObject | undefined {
  if (made.has(path)) {
    note(
      `the params of ${path}, which a stage makes, are known only while it runs: the step depends on the whole file.`,
    );
    return undefined;
  }
  if (!/\.(?:ya?ml|json|toml)$/.test(path)) {
    note(`params are read from YAML, JSON and TOML files: the step depends on the whole of ${path} instead.`);
    return undefined;
  }
  const file = readParamsFile(path, files.read(joinPath(folder, path)));
  if (file.kind !== 'read') {
    note(`the params file ${path} ${file.kind === 'missing' ? 'is missing' : `cannot be read: ${file.message}`}.`);
    return undefined;
  }
  if (!context.claim(path, Object.keys(file.values))) {
    note(`${path} has names that another params file has too: the step depends on the whole file instead.`);
    return undefined;
  }
  return file.values;
}
