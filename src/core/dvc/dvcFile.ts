// A dvc.yaml's parts as plain data, with the little tolerance that DVC itself has for leaving things out.
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../base/json';

/** A stage as written, its `foreach` or `matrix` beside it. */
export interface DvcStage {
  readonly name: string;
  readonly foreach?: Json;
  readonly matrix?: JsonObject;
  /** The stage itself; of a `foreach` its `do`. */
  readonly body: JsonObject;
}

/** An output with its flags. */
export interface DvcOutput {
  readonly path: string;
  readonly flags: JsonObject;
}

/** The stages in their order. */
export function stagesOf(dvc: JsonObject): readonly DvcStage[] {
  return Object.entries(objectOf(dvc.stages)).map(([name, value]) => {
    const stage = objectOf(value);
    if (stage.foreach !== undefined) return { name, foreach: stage.foreach, body: objectOf(stage.do) };
    const { matrix, ...body } = stage;
    return isJsonObject(matrix) ? { name, matrix, body } : { name, body };
  });
}

/** `outs`, `metrics` and `plots` alike: `path`, or `path: {flags}`. */
export function outputsOf(value: Json | undefined): readonly DvcOutput[] {
  return listOf(value).flatMap((item) => {
    if (typeof item === 'string') return [{ path: item, flags: {} }];
    return Object.entries(objectOf(item)).map(([path, flags]) => ({ path, flags: objectOf(flags) }));
  });
}

/** A mapping, or an empty one. */
export function objectOf(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A list, one item as a list, or an empty one. */
export function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isJsonList(value) ? value : [value];
}

/** The texts of a list. */
export function textsOf(value: Json | undefined): readonly string[] {
  return listOf(value).filter((item): item is string => typeof item === 'string');
}
