// What is being written at a place. Read from the lines alone, so that it answers on half-typed text as well as on a whole one; the tree is asked
// only for expressions, whose scalar may run over several lines.
import type { Position, Range } from '../../base/text';
import type { Analysis } from '../check/analysis';
import { alternatives, schemasAt } from '../schema/walk';
import * as z from 'zod';
import type { SpecContext, SpecPath } from '../spec';
import { columnOf } from '../syntax/line';
import type { Lines } from '../syntax/lines';
import { blockLine, itemPath, mappingPath, siblingKeys } from './blockLine';
import type { Floor } from './blockLine';
import { expressionContext } from './expressionContext';
import { flowState } from './flowText';

/** The context of the cursor. */
export function contextAt(analysis: Analysis, position: Position): SpecContext {
  const { lines } = analysis.main;
  const place = lines.clamp(position);
  const chunk = analysis.main.chunkAt(place.line);
  const floor: Floor =
    chunk?.cut.kind === 'entry'
      ? { line: chunk.line, column: chunk.cut.column, path: [chunk.cut.section] }
      : { line: Math.max(chunk?.line ?? 0, place.line - farthest), column: 0, path: [] };
  const before = lines.content(place.line).slice(0, place.character);
  const open = before.lastIndexOf('${{');
  const inExpression = open >= 0 && !before.includes('}}', open);
  const outside = inExpression ? { line: place.line, character: open } : place;
  const plain = plainContext(lines, floor, outside);
  const expression = expressionContext(
    analysis,
    place,
    inExpression ? open + 3 : undefined,
    plain.kind === 'value' ? plain.path : undefined,
  );
  if (expression && plain.kind !== 'comment') return expression;
  return plain.kind === 'text' ? { kind: 'none' } : plain;
}

// So many lines are read upwards at most, in a section that is read in one piece.
const farthest = 1000;

// `text`: inside a block scalar, where everything is content.
type Plain = Exclude<SpecContext, { kind: 'expression' }> | { readonly kind: 'text'; readonly path: SpecPath };

function plainContext(lines: Lines, floor: Floor, place: Position): Plain {
  const opened = openAt(lines, floor, place);
  if (opened?.kind === 'text')
    return { kind: 'value', path: opened.path, typed: '', range: { start: place, end: place } };
  if (opened) return flowContext(lines, opened, place);
  return lineContext(lines, floor, place);
}

interface Opened {
  readonly kind: 'text' | 'flow';
  readonly path: SpecPath;
  readonly line: number;
  readonly character: number;
  /** The column of the key or dash: a line that is not deeper ends it. */
  readonly column: number;
}

// The block scalar, bracket or quote that the cursor is in, and that begins left of it or on a line above.
function openAt(lines: Lines, floor: Floor, place: Position): Opened | undefined {
  let opened: Opened | undefined;
  for (let line = floor.line; line <= place.line; line++) {
    const text = lines.content(line);
    const upTo = line === place.line ? text.slice(0, place.character) : text;
    if (opened?.kind === 'text') {
      const column = text.search(/\S/);
      if (column < 0 ? line < place.line || place.character > opened.column : column > opened.column) continue;
    } else if (opened) {
      const column = columnOf(text);
      const closer = /^\s*[\]}]/.test(text);
      if (column < 0 || column > opened.column || closer) {
        const state = flowState(textBetween(lines, opened, { line, character: upTo.length }));
        if (state.closed && line < place.line) opened = undefined;
        continue;
      }
    }
    opened = openedOn(lines, floor, line, upTo, line === place.line);
  }
  return opened;
}

function openedOn(lines: Lines, floor: Floor, line: number, text: string, last: boolean): Opened | undefined {
  const part = blockLine(text);
  const value = text.slice(part.value).replace(/^(?:[&!][^\s]*\s+)+/, '');
  if (columnOf(text) < 0 || value === '') return undefined;
  const character = text.length - value.length;
  const path = (): SpecPath => valuePath(lines, floor, line, part);
  const column = part.key?.column ?? part.dashes.at(-1) ?? columnOf(text);
  if (!last && /^[|>][-+0-9]*\s*(?:#.*)?$/.test(value)) return { kind: 'text', path: path(), line, character, column };
  if (!/^[[{"']/.test(value)) return undefined;
  const state = flowState(value);
  return state.closed && (!last || value.length > 1)
    ? undefined
    : { kind: 'flow', path: path(), line, character, column };
}

function valuePath(lines: Lines, floor: Floor, line: number, part: ReturnType<typeof blockLine>): SpecPath {
  if (part.key) return [...mappingPath(lines, floor, line, part.key.column), part.key.name];
  const dash = part.dashes.at(-1);
  return dash === undefined ? mappingPath(lines, floor, line, part.content) : itemPath(lines, floor, line, dash);
}

function textBetween(
  lines: Lines,
  start: { readonly line: number; readonly character: number },
  end: Position,
): string {
  if (start.line === end.line) return lines.content(start.line).slice(start.character, end.character);
  const middle = lines.between(start.line + 1, end.line);
  return [
    lines.content(start.line).slice(start.character),
    ...middle,
    lines.content(end.line).slice(0, end.character),
  ].join('\n');
}

function flowContext(lines: Lines, opened: Opened, place: Position): Plain {
  const text = textBetween(lines, opened, place);
  const state = flowState(text);
  if (state.comment) return { kind: 'comment' };
  const typed = text.slice(state.tokenStart);
  const rest = lines.content(place.line).slice(place.character);
  const more = (state.quote ? /^[^"']*/ : /^[^\s,:\]}#]*/).exec(rest)?.[0].length ?? 0;
  const range: Range = {
    start: { line: place.line, character: place.character - Math.min(typed.length, place.character) },
    end: { line: place.line, character: place.character + more },
  };
  const path = [...opened.path, ...state.path];
  if (state.expects === 'key')
    return { kind: 'key', path, typed, range, present: state.present, hasValue: /^["']?\s*:/.test(rest.slice(more)) };
  return { kind: 'value', path, typed, range, ...(state.quote && { quote: state.quote }), present: state.present };
}

function lineContext(lines: Lines, floor: Floor, place: Position): Plain {
  const text = lines.content(place.line);
  const before = text.slice(0, place.character);
  if (/(?:^|\s)#/.test(before)) return { kind: 'comment' };
  const part = blockLine(text);
  const { key } = part;
  if (key && place.character > key.end)
    return valueContext(
      lines,
      floor,
      place,
      [...mappingPath(lines, floor, place.line, key.column), key.name],
      Math.min(part.value, place.character),
    );
  const column = key ? key.column : Math.min(part.content, place.character);
  if (key && place.character < key.column) return { kind: 'none' };
  const dash = part.dashes.findLast((at) => at < column);
  if (!key && dash !== undefined) {
    const path = itemPath(lines, floor, place.line, dash);
    if (!acceptsMapping(path) || acceptsText(path)) return valueContext(lines, floor, place, path, column);
    return keyContext(lines, place, path, column, false);
  }
  const path = mappingPath(lines, floor, place.line, column);
  if (!key && path.length > 0 && !acceptsMapping(path) && schemasAt(path).length > 0 && before.trim() !== '')
    return valueContext(lines, floor, place, path, column);
  return keyContext(lines, place, path, column, key !== undefined);
}

function keyContext(lines: Lines, place: Position, path: SpecPath, column: number, hasValue: boolean): Plain {
  const text = lines.content(place.line);
  const typed = text.slice(column, place.character);
  const more = /^[^\s:#]*/.exec(text.slice(place.character))?.[0].length ?? 0;
  return {
    kind: 'key',
    path,
    typed,
    range: {
      start: { line: place.line, character: column },
      end: { line: place.line, character: place.character + more },
    },
    present: siblingKeys(lines, place.line, column),
    hasValue,
  };
}

function valueContext(lines: Lines, floor: Floor, place: Position, path: SpecPath, start: number): Plain {
  const text = lines.content(place.line);
  const end = Math.max(
    place.character,
    text
      .slice(start)
      .replace(/\s+#.*$/, '')
      .trimEnd().length + start,
  );
  const dash = blockLine(text).dashes.at(-1);
  const items =
    typeof path.at(-1) === 'number' && dash !== undefined ? siblingItems(lines, floor, place.line, dash) : undefined;
  return {
    kind: 'value',
    path,
    typed: text.slice(start, place.character),
    range: { start: { line: place.line, character: start }, end: { line: place.line, character: end } },
    ...(items && { present: items }),
  };
}

// The other items of a list of texts.
function siblingItems(lines: Lines, floor: Floor, line: number, dash: number): readonly string[] {
  const items: string[] = [];
  const collect = (at: number): boolean => {
    const text = lines.content(at);
    const first = columnOf(text);
    if (first < 0 || first > dash) return true;
    const part = blockLine(text);
    if (!part.dashes.includes(dash)) return false;
    if (!part.key) items.push(text.slice(part.value).trim());
    return true;
  };
  for (let above = line - 1; above >= floor.line && collect(above); above--);
  for (let below = line + 1; below < lines.count && collect(below); below++);
  return items;
}

function acceptsMapping(path: SpecPath): boolean {
  return schemasAt(path)
    .flatMap(alternatives)
    .some((schema) => schema instanceof z.ZodObject || schema instanceof z.ZodRecord);
}

function acceptsText(path: SpecPath): boolean {
  return schemasAt(path)
    .flatMap(alternatives)
    .some((schema) => schema instanceof z.ZodString);
}
