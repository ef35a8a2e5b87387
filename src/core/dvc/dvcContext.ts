// What `${…}` of a dvc.yaml may name: params.yaml, the files and mappings under `vars`; and which of it Fairlead can name too.
import { isJsonObject, type Json, type JsonObject } from '../base/json';
import { readParamsFile } from '../spec/read/paramsFile';
import type { ProjectFiles } from '../spec/projectFiles';
import { listOf } from './dvcFile';
import { joinPath } from './dvcPaths';
import { valueAt } from './interpolation';

/** Where a top-level name comes from. */
type Origin = { readonly kind: 'file'; readonly path: string } | { readonly kind: 'inline' };

/** A value and how Fairlead names it: `params` when it can, else only the value itself is known. */
export interface ContextValue {
  readonly value: Json;
  readonly param: boolean;
}

/**
 * Fairlead has one tree of params, of files or written in the spec, but not both. So when any params file is used, what
 * `vars` holds inline is written out where it is used; otherwise it becomes the `params` of the spec.
 */
export class DvcContext {
  /** What Fairlead's params will hold. */
  readonly params: JsonObject;
  readonly #values: JsonObject;
  readonly #origins: ReadonlyMap<string, Origin>;
  readonly #inlineAreParams: boolean;
  readonly #owners: Map<string, string>;

  private constructor(values: JsonObject, origins: ReadonlyMap<string, Origin>, inlineAreParams: boolean) {
    this.#values = values;
    this.#origins = origins;
    this.#inlineAreParams = inlineAreParams;
    this.params = inlineAreParams ? values : {};
    this.#owners = new Map(
      [...origins].flatMap(([name, origin]) => (origin.kind === 'file' ? [[name, origin.path]] : [])),
    );
  }

  /** Reads the global context as DVC does: params.yaml when there is one, then `vars` in their order. */
  static read(dvc: JsonObject, files: ProjectFiles, folder: string, note: (text: string) => void): DvcContext {
    const values: Record<string, Json> = {};
    const origins = new Map<string, Origin>();
    const take = (more: JsonObject, origin: Origin) => {
      for (const [key, value] of Object.entries(more)) {
        const present = values[key];
        values[key] = isJsonObject(present) && isJsonObject(value) ? { ...present, ...value } : value;
        // A name that two places fill is named in neither: its value is written out.
        origins.set(key, present === undefined ? origin : { kind: 'inline' });
      }
    };
    const takeFile = (path: string) => {
      const file = readParamsFile(path, files.read(joinPath(folder, path)));
      if (file.kind === 'read') take(file.values, { kind: 'file', path });
      return file.kind === 'read';
    };
    const hasDefault = takeFile('params.yaml');
    for (const item of listOf(dvc.vars)) {
      if (isJsonObject(item)) take(item, { kind: 'inline' });
      if (typeof item !== 'string') continue;
      // `file.yaml:key1,key2` takes a part of the file; the rest does no harm.
      const [path = ''] = item.split(/:(?!\/\/)/);
      const isDefault = joinPath('', path) === 'params.yaml' && hasDefault;
      if (!isDefault && !takeFile(joinPath('', path)))
        note(`the vars file '${path}' cannot be read, so what it holds is not known.`);
    }
    const allInline = [...origins.values()].every(({ kind }) => kind === 'inline');
    return new DvcContext(values, origins, allInline && !usesParams(dvc));
  }

  /** The value of a global name; undefined when there is none. */
  find(path: readonly string[]): ContextValue | undefined {
    const value = valueAt(this.#values, path);
    if (value === undefined) return undefined;
    const origin = this.#origins.get(path[0] ?? '');
    return { value, param: origin?.kind === 'file' || this.#inlineAreParams };
  }

  /** The params file that a global name comes from. */
  fileOf(path: readonly string[]): string | undefined {
    const origin = this.#origins.get(path[0] ?? '');
    return origin?.kind === 'file' ? origin.path : undefined;
  }

  /**
   * Whether the params of this file can be Fairlead's: its top-level names are filled by no other file. The first file
   * that claims a name keeps it.
   */
  claim(path: string, names: readonly string[]): boolean {
    const isFree = names.every((name) => (this.#owners.get(name) ?? path) === path);
    if (isFree) for (const name of names) this.#owners.set(name, path);
    return isFree;
  }
}

function usesParams(dvc: JsonObject): boolean {
  return Object.values(isJsonObject(dvc.stages) ? dvc.stages : {}).some((stage) => {
    const body = isJsonObject(stage) && isJsonObject(stage.do) ? stage.do : stage;
    return isJsonObject(body) && body.params !== undefined;
  });
}
