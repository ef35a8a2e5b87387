// A cursor inside brackets or quotes: what is open there, by reading characters alone.
import type { SpecPath } from '../spec';

/** What is open at the end of a text that begins with a bracket or a quote. */
export interface FlowState {
  /** Path below the value that the text is. */
  readonly path: SpecPath;
  /** Whether a key of a mapping is expected, or a value. */
  readonly expects: 'key' | 'value';
  /** Where the token under the cursor begins (behind its quote). */
  readonly tokenStart: number;
  readonly quote?: '"' | "'";
  /** Keys of the innermost mapping, or items of the innermost list, so far. */
  readonly present: readonly string[];
  /** All brackets are closed again. */
  readonly closed: boolean;
  /** A comment runs to the end of the line. */
  readonly comment: boolean;
}

interface Frame {
  readonly kind: '{' | '[';
  index: number;
  key: string | undefined;
  readonly present: string[];
}

/** Reads the text up to the cursor. */
export function flowState(text: string): FlowState {
  const frames: Frame[] = [];
  let token = 0;
  let quote: '"' | "'" | undefined;
  let comment = false;
  const end = (at: number): string => unquoted(text.slice(token, at).trim());
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (comment) {
      comment = character !== '\n';
      if (!comment) token = at + 1;
      continue;
    }
    if (quote) {
      if (quote === '"' && character === '\\') at++;
      else if (character === quote) quote = undefined;
      continue;
    }
    const frame = frames.at(-1);
    const fresh = text.slice(token, at).trim() === '';
    if ((character === '"' || character === "'") && fresh) {
      quote = character;
      token = at;
    } else if (character === '#' && /\s/.test(text[at - 1] ?? ' ')) comment = true;
    else if ((character === '{' || character === '[') && fresh) {
      frames.push({ kind: character, index: 0, key: undefined, present: [] });
      token = at + 1;
    } else if (frame && (character === '}' || character === ']')) {
      frames.pop();
      token = at + 1;
    } else if (frame && character === ',') {
      if (frame.kind === '[') frame.present.push(end(at));
      frame.index++;
      frame.key = undefined;
      token = at + 1;
    } else if (
      frame?.kind === '{' &&
      frame.key === undefined &&
      character === ':' &&
      /[\s,}]|^$/.test(text[at + 1] ?? '')
    ) {
      frame.key = end(at);
      frame.present.push(frame.key);
      token = at + 1;
    }
  }
  const last = frames.at(-1);
  let start = token;
  while (start < text.length && /\s/.test(text[start] ?? '')) start++;
  return {
    path: frames
      .slice(0, -1)
      .map((frame) => frame.key ?? frame.index)
      .concat(last ? pathPart(last) : []),
    expects: last?.kind === '{' && last.key === undefined ? 'key' : 'value',
    tokenStart: quote ? start + 1 : start,
    ...(quote && { quote }),
    present: last?.kind === '{' && last.key !== undefined ? [] : (last?.present ?? []),
    closed: frames.length === 0 && quote === undefined,
    comment,
  };
}

function pathPart(frame: Frame): readonly (string | number)[] {
  if (frame.kind === '[') return [frame.index];
  return frame.key === undefined ? [] : [frame.key];
}

function unquoted(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}
