import { closest, distance } from 'fastest-levenshtein';

/** The nearest of `names` when it is near enough to be a slip: two swapped letters, or a third of the letters. */
export function closeName(name: string, names: readonly string[]): string | undefined {
  if (names.length === 0) return undefined;
  const best = closest(name, names);
  const allowed = name.length <= 3 ? 1 : Math.max(2, Math.floor(name.length / 3));
  return distance(name, best) <= allowed ? best : undefined;
}
