import { padTo, textWidth } from './width';

/** Columns lined up by their widest cell, two spaces apart; no frame, so that `grep` and `awk` like it too. */
export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [heads, ...rows];
  const widths = heads.map((_, column) =>
    all.reduce((widest, row) => Math.max(widest, textWidth(row[column] ?? '')), 0),
  );
  const line = (row: readonly string[]) => row.map((cell, column) => padTo(cell, widths[column] ?? 0)).join('  ');
  return all.map((row) => `${line(row).trimEnd()}\n`).join('');
}
