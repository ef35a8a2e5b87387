// What the YAML parser complains about, in our words and on a range of one line. The table is complete by its type: a code that a new
// version of the parser adds does not compile until it has a wording.
import type { ErrorCode } from 'yaml';
import type { Problem } from '../check/problem';
import type { RuleCode } from '../diagnostic';

interface Wording {
  readonly code: RuleCode;
  say(found: string, original: string): string;
}

const syntax = (say: Wording['say']): Wording => ({ code: 'FL001', say });

const wordings: Readonly<Record<ErrorCode, Wording>> = {
  ALIAS_PROPS: syntax(() => 'An alias (`*name`) cannot have an anchor or a tag of its own: remove it.'),
  BAD_ALIAS: syntax(() => 'An anchor or alias needs a name of letters, digits, `-` and `_` after `&` or `*`.'),
  BAD_DIRECTIVE: syntax(() => 'This `%` directive is not known: remove the line.'),
  BAD_DQ_ESCAPE: syntax(
    (found) =>
      `\`${found}\` is not an escape of a double-quoted text: write \\\\ for a backslash, or use single quotes.`,
  ),
  BAD_INDENT: syntax((_, original) =>
    original.startsWith('Flow')
      ? 'A bracket above is still open here: close it, or indent what is inside of it deeper than its key.'
      : original.includes('sequence')
        ? 'The items of this list do not begin in the same column: align them.'
        : 'The indentation does not fit the lines above: align it with its neighbours.',
  ),
  BAD_PROP_ORDER: syntax(() => 'An anchor or tag has to stand after the indicator, before the value.'),
  BAD_SCALAR_START: syntax((found) => `A text cannot begin with \`${found.slice(0, 1)}\`: put it in quotes.`),
  BLOCK_AS_IMPLICIT_KEY: syntax(
    () => 'A second `key: value` on the same line: put it on a line of its own, or put the text in quotes.',
  ),
  BLOCK_IN_FLOW: syntax(() => 'Inside [ ] and { } lists and mappings have to be written with brackets as well.'),
  DUPLICATE_KEY: { code: 'FL003', say: (found) => `The key '${found}' is written twice in this mapping: keep one.` },
  IMPOSSIBLE: syntax(() => 'This cannot be read as YAML.'),
  KEY_OVER_1024_CHARS: syntax(() => 'This key is longer than 1,024 characters: shorten it.'),
  MISSING_CHAR: syntax((_, original) => missingCharacter(original)),
  MULTILINE_IMPLICIT_KEY: syntax(
    () => 'This line is not a `key: value`: a `:` is missing, or the line is not indented as part of the value above.',
  ),
  MULTIPLE_ANCHORS: syntax(() => 'A value can have only one anchor: remove the others.'),
  MULTIPLE_DOCS: syntax(() => 'A spec is one document: remove this and what follows it.'),
  MULTIPLE_TAGS: syntax(() => 'A value can have only one tag: remove the others.'),
  NON_STRING_KEY: syntax(() => 'A key has to be plain text here.'),
  RESOURCE_EXHAUSTION: syntax(() => 'This is nested too deeply to be read: flatten it.'),
  TAB_AS_INDENT: { code: 'FL002', say: () => 'A tab cannot indent YAML: use spaces.' },
  TAG_RESOLVE_FAILED: syntax((found) => `The tag \`${found}\` is not known here: remove it.`),
  UNEXPECTED_TOKEN: syntax((found, original) => unexpected(found, original)),
  BAD_COLLECTION_TYPE: syntax(() => 'The tag does not fit the value: remove it.'),
};

function missingCharacter(original: string): string {
  if (/closing "?"?quote|closing 'quote|"quote/.test(original)) return 'The closing quote is missing.';
  if (original.includes("'quote")) return 'The closing quote is missing.';
  if (/with a \}|with a \]|must end with|flow (?:map|seq).*end/i.test(original))
    return `A closing bracket is missing (${original.includes(']') ? ']' : '}'}).`;
  if (original.includes('Missing ,')) return 'A comma is missing between these items.';
  if (original.includes('Implicit map keys')) return 'A `:` and a value are missing after this key.';
  if (original.includes('space after :')) return 'A space is missing after the `:`.';
  if (original.includes('Comments must')) return 'A comment needs a space before its `#`.';
  if (original.includes('without - indicator')) return 'An item of a list has to begin with `- `.';
  return `Something is missing here (${original.replace(/\.$/, '')}).`;
}

function unexpected(found: string, original: string): string {
  if (original.includes('empty item')) return 'An item is missing before this comma.';
  if (original.includes('Block scalar header'))
    return 'After `|` or `>` only a comment may follow: put the text on the next line, indented.';
  return found.trim() === ''
    ? 'Something is missing or too much here.'
    : `\`${short(found)}\` is not expected here: check quotes, brackets and indentation.`;
}

function short(found: string): string {
  const line = found.split('\n', 1)[0]?.trim() ?? '';
  return line.length > 24 ? `${line.slice(0, 24)}…` : line;
}

/** An error of the parser. */
export interface ParserError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** The parser's errors as problems: the first of each line, since what follows on a line is nearly always its consequence. */
export function syntaxProblems(text: string, errors: readonly ParserError[]): readonly Problem[] {
  const problems: Problem[] = [];
  const tabs = errors.length > 0 ? tabIndents(text) : [];
  if (tabs.length > 0)
    return tabs.map((extent) => ({
      code: 'FL002',
      message: wordings.TAB_AS_INDENT.say('', ''),
      ...extent,
      ...tabFix(text, extent),
    }));
  let lastLine = -1;
  for (const error of errors) {
    const extent = isOpenQuote(error)
      ? (openQuote(text, error.pos[0]) ?? oneLine(text, error.pos[0], error.pos[1], error.code))
      : oneLine(text, error.pos[0], error.pos[1], error.code);
    const line = text.lastIndexOf('\n', extent.start - 1);
    if (problems.length > 0 && line === lastLine) continue;
    lastLine = line;
    const wording = wordings[error.code];
    problems.push({
      code: wording.code,
      message: wording.say(text.slice(extent.start, extent.end), error.message),
      ...extent,
    });
    if (problems.length === 3) break;
  }
  return problems;
}

function isOpenQuote(error: ParserError): boolean {
  return error.code === 'MISSING_CHAR' && /closing ["']quote/.test(error.message);
}

// The parser notices an open quote only where the text ends, many lines below the quote.
function openQuote(text: string, end: number): { readonly start: number; readonly end: number } | undefined {
  for (let lineEnd = end; lineEnd >= 0;) {
    const lineStart = text.lastIndexOf('\n', lineEnd - 1) + 1;
    const line = text.slice(lineStart, lineEnd).trimEnd();
    const match = /(?:^|[\s[{,:])(["'])(?:(?!\1)[^\\]|\\.)*$/.exec(line);
    if (match) {
      const start = lineStart + match.index + match[0].indexOf(match[1] ?? '');
      return { start, end: lineStart + line.length };
    }
    if (lineStart === 0) return undefined;
    lineEnd = lineStart - 1;
  }
  return undefined;
}

// The parser's ranges may be empty, at the end of the text or many lines long; a squiggle is to be seen on one line.
function oneLine(
  text: string,
  from: number,
  to: number,
  code: ErrorCode,
): { readonly start: number; readonly end: number } {
  let start = Math.min(from, text.length);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  if (code === 'TAB_AS_INDENT')
    return { start, end: start + Math.max(1, /^\t+/.exec(text.slice(start))?.[0].length ?? 1) };
  let lineEnd = text.indexOf('\n', start);
  if (lineEnd < 0) lineEnd = text.length;
  if (text[lineEnd - 1] === '\r' && lineEnd > lineStart) lineEnd--;
  if (start >= lineEnd) {
    // Nothing stands at the place itself: mark the last thing before it.
    const before = text.slice(0, start).trimEnd();
    const word = /\S+$/.exec(before)?.[0] ?? '';
    start = before.length - word.length;
    return { start, end: Math.max(before.length, start + 1) };
  }
  const wanted = Math.min(Math.max(to, start + 1), lineEnd);
  const trimmed = text.slice(start, wanted).trimEnd().length;
  return { start, end: start + Math.max(trimmed, 1) };
}

// The parser complains of what follows from a tab more often than of the tab.
function tabIndents(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/^( *)(\t+)[ \t]*[^\s#]/gm)].map((match) => {
    const start = match.index + (match[1]?.length ?? 0);
    return { start, end: start + (match[2]?.length ?? 1) };
  });
}

function tabFix(text: string, extent: { readonly start: number; readonly end: number }): Pick<Problem, 'fixes'> {
  const tabs = text.slice(extent.start, extent.end);
  return { fixes: [{ title: 'Change tabs to spaces', edits: [{ ...extent, newText: tabs.replaceAll('\t', '  ') }] }] };
}
