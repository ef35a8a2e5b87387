// From a character of a scalar's value to the place where it is written: quotes, escapes, folded lines, block indentation and line ends
// of Windows lie between the two. What is not blank appears in the source in the same order, so one walk over both finds every place.
import type { ScalarNode } from './node';

const blank = (character: string | undefined): boolean =>
  character === ' ' || character === '\n' || character === '\t' || character === '\r';

/** Offset in the chunk's text of each UTF-16 unit of a string scalar; one more for its end. */
export function scalarMap(text: string, scalar: ScalarNode): Uint32Array {
  const decoded = String(scalar.value ?? '');
  const map = new Uint32Array(decoded.length + 1);
  let at = contentStart(text, scalar);
  for (let index = 0; index < decoded.length; index++) {
    const wanted = decoded[index];
    if (scalar.style === 'double') at = skipEscapedLineEnds(text, at);
    if (scalar.style === 'double' && text[at] === '\\') {
      const length = escapeLength(text, at);
      map[index] = at;
      // An astral character is one escape and two units.
      if (isHighSurrogate(decoded, index) && length === 10) map[++index] = at;
      at += length;
      continue;
    }
    if (!blank(wanted)) while (at < scalar.end && blank(text[at]) && text[at] !== wanted) at++;
    map[index] = at;
    if (text[at] === wanted) at += scalar.style === 'single' && wanted === "'" ? 2 : 1;
  }
  map[decoded.length] = decoded.length === 0 ? at : Math.min(at, scalar.end);
  return map;
}

function contentStart(text: string, scalar: ScalarNode): number {
  if (scalar.style === 'plain') return scalar.start;
  if (scalar.style === 'single' || scalar.style === 'double') return scalar.start + 1;
  const lineEnd = text.indexOf('\n', scalar.start);
  return lineEnd < 0 ? scalar.end : lineEnd + 1;
}

// A backslash at the end of a line joins it with the next: nothing of it is in the value.
function skipEscapedLineEnds(text: string, start: number): number {
  let at = start;
  for (;;) {
    const match = /^\\\r?\n[ \t]*/.exec(text.slice(at, at + 400));
    if (!match) return at;
    at += match[0].length;
  }
}

function escapeLength(text: string, at: number): number {
  const kind = text[at + 1];
  return kind === 'x' ? 4 : kind === 'u' ? 6 : kind === 'U' ? 10 : 2;
}

function isHighSurrogate(value: string, index: number): boolean {
  const code = value.charCodeAt(index);
  return code >= 0xd800 && code <= 0xdbff;
}
