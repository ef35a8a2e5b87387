// Which rows the editor must draw again. A run changes a few states a second; redrawing thousands of rows for it would be felt.
import type { TreeRow } from './toTree';

/** The ids of the rows to redraw with what is below them, or `all` when the roots themselves changed. */
export function changedRows(before: readonly TreeRow[], after: readonly TreeRow[]): readonly string[] | 'all' {
  if (!sameIds(before, after)) return 'all';
  return after.flatMap((row, index) => {
    const old = before[index];
    return old === undefined ? [] : changedBelow(old, row);
  });
}

function changedBelow(before: TreeRow, after: TreeRow): readonly string[] {
  // Redrawing a row redraws its whole subtree, so nothing below has to be asked for.
  if (!sameFace(before, after) || !sameIds(before.children, after.children)) return [after.id];
  return after.children.flatMap((row, index) => {
    const old = before.children[index];
    return old === undefined ? [] : changedBelow(old, row);
  });
}

function sameIds(a: readonly TreeRow[], b: readonly TreeRow[]): boolean {
  return a.length === b.length && a.every((row, index) => row.id === b[index]?.id);
}

function sameFace(a: TreeRow, b: TreeRow): boolean {
  return (
    a.label === b.label &&
    a.description === b.description &&
    a.icon === b.icon &&
    a.context === b.context &&
    a.tooltip === b.tooltip &&
    a.runningSince === b.runningSince &&
    a.open === b.open
  );
}
