// A name for each combination of a matrix: readable, fit for a file name on every system, unique.
import { canonicalJson, type Json, type JsonObject } from '../base/json';

/** Longer names are cut: paths have limits, and a key may stand in one several times. */
const MAX_VALUE = 40;
const MAX_KEY = 120;

/** `rate=0.01,depth=3` for each combination, in their order. */
export function matrixKeys(combinations: readonly JsonObject[]): readonly string[] {
  const taken = new Set<string>();
  return combinations.map((combination) => {
    const key = cut(
      Object.entries(combination)
        .map(([name, value]) => `${safe(name)}=${valueKey(value)}`)
        .join(','),
      MAX_KEY,
    );
    let unique = key;
    // Some file systems do not tell capitals apart, so `A` and `a` are the same name.
    for (let copy = 2; taken.has(unique.toLowerCase()); copy++) unique = `${key}~${String(copy)}`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

/** What had to be changed to be safe gets a mark of its real value, so that different values keep different names. */
function valueKey(value: Json): string {
  const text = value === null || typeof value === 'object' ? '' : String(value);
  const name = cut(safe(text), MAX_VALUE);
  return name === text && name !== '' ? name : `${name}~${mark(canonicalJson(value))}`;
}

function safe(text: string): string {
  return text.replace(/[^A-Za-z0-9._+-]+/g, '_');
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 9)}~${mark(text)}`;
}

/** 32-bit FNV-1a: short and stable; `matrixKeys` deals with the rare clash. */
function mark(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}
