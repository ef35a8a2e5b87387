// Which param a place of a params file is about: the innermost key whose entry holds the place.
import { isMap, isNode, isScalar, parseDocument } from 'yaml';
import { tomlKeys } from '../rename/tomlKeys';

/** The path of the param at `offset`; undefined where none is. */
export function paramAt(file: string, text: string, offset: number): readonly string[] | undefined {
  if (file.endsWith('.toml')) return tomlKeys(text).find(({ start, end }) => start <= offset && offset <= end)?.path;
  // JSON is YAML.
  return inMap(parseDocument(text, { logLevel: 'silent' }).contents, offset);
}

function inMap(node: unknown, offset: number): readonly string[] | undefined {
  if (!isMap(node)) return undefined;
  for (const { key, value } of node.items) {
    if (!isScalar(key) || !key.range) continue;
    const end = (isNode(value) ? value.range?.[1] : undefined) ?? key.range[1];
    if (key.range[0] <= offset && offset <= end) return [String(key.value), ...(inMap(value, offset) ?? [])];
  }
  return undefined;
}
