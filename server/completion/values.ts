// Values that can stand at the cursor: fixed words, names of the project, paths, units, the start of an expression.
import { CompletionItemKind, InsertTextFormat, type CompletionItem } from 'vscode-languageserver';
import type { Position } from '../../src/core/base/text';
import { metaAt, valuesAt } from '../../src/core/spec/describe';
import type { SpecPath } from '../../src/core/spec/spec';
import type { Snapshot } from '../snapshot';
import { namesAt } from './names';
import { completePaths } from './paths';
import { surroundingsOf, type ContextOf, type Surroundings } from './request';
import { plainOrQuoted } from './scalar';
import { escapeSnippet } from './snippet';
import { unitValues } from './units';

/** A value to offer, before it is quoted and placed. */
export interface Candidate {
  readonly text: string;
  readonly kind: CompletionItemKind;
  readonly detail?: string;
  /** Whether more is to be typed behind it, e.g. after a directory. */
  readonly continues?: boolean;
}

/** What can be the value at the cursor. A key that wants a list and has no value yet is offered its first item. */
export function completeValues(snapshot: Snapshot, context: ContextOf<'value'>, position: Position): CompletionItem[] {
  const typed = typedBefore(context, position);
  const own = candidatesAt(snapshot, context.path, typed);
  const items = own.length > 0 ? own : candidatesAt(snapshot, [...context.path, 0], typed);
  const present = new Set(context.present);
  const form: ValueForm = {
    ...surroundingsOf(snapshot, context.range),
    quoted: context.quote !== undefined,
    wrap: own.length === 0,
  };
  return items
    .filter(({ text }) => !present.has(text))
    .map((candidate, index) => toItem(snapshot, context, candidate, form, index));
}

/** How the place wants its value written; the same for all candidates. */
interface ValueForm extends Surroundings {
  /** The quotes are there already. */
  readonly quoted: boolean;
  /** A list is wanted, and this is its first item. */
  readonly wrap: boolean;
}

/** The part of the value in front of the cursor; completion replaces all of it but is led by this part. */
function typedBefore({ typed, range }: ContextOf<'value'>, position: Position): string {
  return position.line === range.start.line
    ? typed.slice(0, Math.max(0, position.character - range.start.character))
    : typed;
}

function candidatesAt(snapshot: Snapshot, path: SpecPath, typed: string): readonly Candidate[] {
  const meta = metaAt(path);
  const words = valuesAt(path).map((text): Candidate => ({ text, kind: CompletionItemKind.EnumMember }));
  const names = meta.names === undefined ? [] : namesAt(snapshot, meta.names, path);
  const paths = meta.path === true ? completePaths(snapshot, path, typed) : [];
  return [
    ...words,
    ...names,
    ...paths,
    ...unitValues(meta.typeName, typed),
    ...(meta.template === true ? expressionStart(typed) : []),
  ];
}

/** An expression is a snippet where the editor knows them: the cursor then stands between the braces. */
function insertion(
  { client }: Snapshot,
  { range }: ContextOf<'value'>,
  text: string,
  kind: CompletionItemKind,
): Partial<CompletionItem> {
  if (kind !== CompletionItemKind.Snippet || !client.snippets) return { textEdit: { range, newText: text } };
  const newText = escapeSnippet(text).replace('{{  ', '{{ $0 ');
  return { textEdit: { range, newText }, insertTextFormat: InsertTextFormat.Snippet };
}

/** `${{ }}` is offered where nothing is typed yet, or where its beginning is. */
function expressionStart(typed: string): readonly Candidate[] {
  const start = /^(.*?)(?:\$\{?\{?)?$/s.exec(typed)?.[1] ?? '';
  const begun = typed !== start;
  return typed === '' || begun
    ? [{ text: `${start}\${{  }}`, kind: CompletionItemKind.Snippet, detail: 'an expression' }]
    : [];
}

function toItem(
  snapshot: Snapshot,
  context: ContextOf<'value'>,
  { text, kind, detail, continues }: Candidate,
  form: ValueForm,
  index: number,
): CompletionItem {
  return {
    label: text,
    kind,
    detail,
    sortText: String(index).padStart(5, '0'),
    ...insertion(snapshot, context, writtenValue(text, kind, form), kind),
    ...(continues === true && { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } }),
  };
}

function writtenValue(text: string, kind: CompletionItemKind, { quoted, wrap, inFlow, before }: ValueForm): string {
  const isLiteral = kind === CompletionItemKind.EnumMember || kind === CompletionItemKind.Unit;
  const scalar = quoted || isLiteral || text.includes('${{') ? text : plainOrQuoted(text, inFlow || wrap);
  const value = wrap ? `[${scalar}]` : scalar;
  return !quoted && /[:-]$/.test(before) ? ` ${value}` : value;
}
