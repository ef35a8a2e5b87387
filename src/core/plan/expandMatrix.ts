// A matrix -> its combinations, by the rules of GitHub Actions, which are written down with examples at
// https://docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations.
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../base/json';

/** Axes with their values, every template already a list. */
export type Axes = Readonly<Record<string, readonly Json[]>>;

/**
 * All combinations in the order of the axes, the last one varying fastest. First `exclude` takes combinations away, then
 * each entry of `include` adds its keys to every combination whose own axis values it does not contradict; an entry that
 * fits none becomes a combination of its own.
 */
export function expandMatrix(
  axes: Axes,
  include: readonly JsonObject[],
  exclude: readonly JsonObject[],
): readonly JsonObject[] {
  const extended = product(axes)
    .filter((combination) => !exclude.some((entry) => matches(combination, entry)))
    .map((original) => ({ original, combination: original }));
  const added: JsonObject[] = [];
  for (const entry of include) {
    const fitting = extended.filter(({ original }) => !contradicts(original, entry));
    for (const each of fitting) each.combination = { ...each.combination, ...entry };
    if (fitting.length === 0) added.push(entry);
  }
  return [...extended.map(({ combination }) => combination), ...added];
}

/** Without axes there are no combinations to extend, so each `include` stands for itself. */
function product(axes: Axes): readonly JsonObject[] {
  const entries = Object.entries(axes);
  if (entries.length === 0) return [];
  return entries.reduce<readonly JsonObject[]>(
    (combinations, [name, values]) =>
      combinations.flatMap((combination) => values.map((value) => ({ ...combination, [name]: value }))),
    [{}],
  );
}

/** Whether an `exclude` entry takes `combination` away: all its keys are there with these values. */
function matches(combination: JsonObject, entry: JsonObject): boolean {
  return Object.entries(entry).every(
    ([key, value]) => Object.hasOwn(combination, key) && fits(combination[key], value),
  );
}

/** Mappings are compared by the keys that the entry names, as GitHub Actions does. */
function fits(value: Json | undefined, wanted: Json): boolean {
  if (isJsonObject(value) && isJsonObject(wanted)) return matches(value, wanted);
  return value !== undefined && canonicalJson(value) === canonicalJson(wanted);
}

/** Only axis values count: what an earlier `include` added may be overwritten. */
function contradicts(original: JsonObject, entry: JsonObject): boolean {
  return Object.entries(entry).some(([key, value]) => Object.hasOwn(original, key) && !fits(original[key], value));
}
