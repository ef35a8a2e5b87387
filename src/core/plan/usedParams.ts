// Which params a step depends on, as leaves by their dotted names.
import { isJsonObject, type Json, type JsonObject } from '../base/json';

/** Dotted name -> value. Lists are leaves. */
export type ParamLeaves = Readonly<Record<string, Json>>;

/** The leaves below the dotted name `name`; undefined when there is no such param. A key may hold dots itself. */
export function leavesBelow(params: JsonObject, name: string): ParamLeaves | undefined {
  const value = valueAt(params, name);
  if (value === undefined) return undefined;
  const leaves: Record<string, Json> = {};
  collect(value, name, leaves);
  return leaves;
}

/** Like `leavesBelow`, but a name that leads into a list stands for the whole list, and an unknown one for nothing. */
export function leavesReadBy(params: JsonObject, name: string): ParamLeaves {
  let value: Json = params;
  const walked: string[] = [];
  for (const key of name.split('.')) {
    if (!isJsonObject(value)) break;
    const next: Json | undefined = Object.hasOwn(value, key) ? value[key] : undefined;
    if (next === undefined) return {};
    value = next;
    walked.push(key);
  }
  const leaves: Record<string, Json> = {};
  collect(value, walked.join('.'), leaves);
  return leaves;
}

function valueAt(value: Json, name: string): Json | undefined {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  for (let dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
    const key = name.slice(0, dot);
    const found = Object.hasOwn(value, key) ? valueAt(value[key] ?? null, name.slice(dot + 1)) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function collect(value: Json, name: string, leaves: Record<string, Json>): void {
  const entries = isJsonObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) leaves[name] = value;
  for (const [key, member] of entries) collect(member, `${name}.${key}`, leaves);
}
