// One line of block YAML as it stands: dashes, key, value. And the way from a line up to its parents, by indentation alone: it needs no tree, so
// it works while the text around is half typed.
import type { SpecPath } from '../spec';
import { columnOf, keyOfLine } from '../syntax/line';
import type { Lines } from '../syntax/lines';

/** The parts of a line. Columns are those of their first character. */
export interface BlockLine {
  /** Columns of the leading dashes. */
  readonly dashes: readonly number[];
  /** Where the key, or a text without a key, begins. */
  readonly content: number;
  readonly key?: { readonly name: string; readonly column: number; readonly end: number };
  /** Where the value begins: behind the colon and blanks, or the content of a line without a key. */
  readonly value: number;
}

/** Takes a line apart. */
export function blockLine(text: string): BlockLine {
  const dashes: number[] = [];
  let column = Math.max(0, text.search(/[^ \uFEFF]|$/));
  while (text[column] === '-' && /^-(?:[ \t\r]|$)/.test(text.slice(column, column + 2))) {
    dashes.push(column);
    column++;
    while (text[column] === ' ') column++;
  }
  const found = keyOfLine(text, column);
  if (found.length === 0) return { dashes, content: column, value: column };
  const end = column + found.length - 1;
  let value = end + 1;
  while (text[value] === ' ') value++;
  return { dashes, content: column, key: { name: found.key, column, end }, value: Math.min(value, text.length) };
}

/** Where looking upward ends: the first line of a chunk, and the path of the mapping that it is an entry of. */
export interface Floor {
  readonly line: number;
  readonly column: number;
  readonly path: SpecPath;
}

/** The path of the mapping whose keys stand at `column`, seen from `line`. */
export function mappingPath(lines: Lines, floor: Floor, line: number, column: number): SpecPath {
  const dash = blockLine(lines.content(line)).dashes.findLast((at) => at < column);
  if (dash !== undefined) return itemPath(lines, floor, line, dash);
  if (column <= floor.column) return floor.path;
  for (let above = line - 1; above >= floor.line; above--) {
    const text = lines.content(above);
    const first = columnOf(text);
    if (first < 0 || first > column) continue;
    const { dashes, key } = blockLine(text);
    const outer = dashes.findLast((at) => at < column);
    if (key && key.column < column) return [...mappingPath(lines, floor, above, key.column), key.name];
    if (outer !== undefined) return itemPath(lines, floor, above, outer);
  }
  return floor.path;
}

/** The path of the item whose dash stands at `column` of `line`. */
export function itemPath(lines: Lines, floor: Floor, line: number, column: number): SpecPath {
  const left = blockLine(lines.content(line)).dashes.findLast((at) => at < column);
  if (left !== undefined) return [...itemPath(lines, floor, line, left), 0];
  let index = 0;
  for (let above = line - 1; above >= floor.line; above--) {
    const text = lines.content(above);
    const first = columnOf(text);
    if (first < 0 || first > column) continue;
    const { dashes, key } = blockLine(text);
    const outer = dashes.findLast((at) => at < column);
    if (dashes.includes(column)) index++;
    // The list may stand in the column of its own key.
    else if (key && key.column <= column) return [...mappingPath(lines, floor, above, key.column), key.name, index];
    if (outer !== undefined) return [...itemPath(lines, floor, above, outer), index];
  }
  return [...floor.path, index];
}

/** The keys that stand beside `line` in the mapping at `column`, without that line's own. */
export function siblingKeys(lines: Lines, line: number, column: number): readonly string[] {
  const found: string[] = [];
  const collect = (at: number): boolean => {
    const text = lines.content(at);
    const first = columnOf(text);
    if (first < 0 || first > column) return true;
    const { dashes, key } = blockLine(text);
    if (key?.column === column) found.push(key.name);
    // A dash left of the column begins the mapping, or the next one.
    return first === column && dashes.length === 0;
  };
  if (blockLine(lines.content(line)).dashes.length === 0)
    for (let above = line - 1; above >= 0 && collect(above); above--);
  for (let below = line + 1; below < lines.count; below++) {
    const text = lines.content(below);
    const first = columnOf(text);
    if (first >= 0 && first < column) break;
    collect(below);
  }
  return found;
}
