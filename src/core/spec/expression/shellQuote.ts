// How one value is written in a POSIX shell so that it stays one value.
import { isJsonList, type Json } from '../../base/json';

/** Characters that no POSIX shell gives a meaning, so that paths and numbers stay readable. */
const PLAIN = /^[A-Za-z0-9_./:@%+,=-]+$/;

/** Whether a shell reads `value` as it is, wherever it stands. */
export function isPlainWord(value: string): boolean {
  return PLAIN.test(value);
}

/** `value` as exactly one word of a POSIX shell. */
export function quoteWord(value: string): string {
  return isPlainWord(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

/** A value's words: a list gives one per item. Undefined when it cannot be a word: a mapping, a list in a list. */
export function wordsOf(value: Json): readonly string[] | undefined {
  if (value === null || typeof value !== 'object') return [scalarText(value)];
  if (!isJsonList(value)) return undefined;
  const words: string[] = [];
  for (const item of value) {
    if (item !== null && typeof item === 'object') return undefined;
    words.push(scalarText(item));
  }
  return words;
}

function scalarText(value: string | number | boolean | null): string {
  return value === null ? '' : String(value);
}
