// A scalar's text -> its literal parts and its `${{ expressions }}`. Never throws.
import type { Template } from '../template';
import type { ExpressionNode, Span } from './ast';
import { stringEnd } from './lexer';
import { parseExpression } from './parseExpression';
import type { ExpressionProblem } from './types';

/** One `${{ … }}`. `span` is what stands between the marks; completion works in unclosed ones as well. */
export interface TemplateHole {
  readonly node: ExpressionNode;
  readonly span: Span;
  readonly closed: boolean;
}

/** A template and everything the editor needs to know of it. Spans count in the decoded scalar. */
export interface ParsedTemplate {
  readonly template: Template;
  readonly problems: ExpressionProblem[];
  readonly holes: readonly TemplateHole[];
}

const OPEN = '${{';
const CLOSE = '}}';

/** Reads a decoded scalar. A mark that is never closed is a problem and stays text. */
export function parseTemplate(decoded: string): ParsedTemplate {
  if (!decoded.includes(OPEN)) return { template: decoded, problems: [], holes: [] };
  const parts: (string | ExpressionNode)[] = [];
  const holes: TemplateHole[] = [];
  const problems: ExpressionProblem[] = [];
  let text = 0;
  for (let open = decoded.indexOf(OPEN); open >= 0;) {
    const start = open + OPEN.length;
    const end = closingMark(decoded, start);
    if (end === undefined) {
      holes.push(unclosedHole(decoded, start));
      problems.push(unclosed(open, start));
      open = decoded.indexOf(OPEN, start);
      continue;
    }
    const parsed = parseExpression(decoded.slice(start, end), start);
    if (open > text) parts.push(decoded.slice(text, open));
    parts.push(parsed.node);
    holes.push({ node: parsed.node, span: { start, end }, closed: true });
    problems.push(...parsed.problems);
    text = end + CLOSE.length;
    open = decoded.indexOf(OPEN, text);
  }
  if (text < decoded.length) parts.push(decoded.slice(text));
  const template = holes.some((hole) => hole.closed) ? { source: decoded, parts } : decoded;
  return { template, problems, holes };
}

/** Strings may hold `}}`. A second `${{` before the end means that the first was never closed. */
function closingMark(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text.startsWith(CLOSE, at)) return at;
    if (text.startsWith(OPEN, at)) return undefined;
    const char = text.charAt(at);
    if (char !== "'" && char !== '"') continue;
    const end = stringEnd(text, at);
    // A quote without its partner is the expression's own problem; the mark is then where it seems to be.
    if (end !== undefined) at = end;
  }
  return undefined;
}

/** An unclosed hole is read up to the end of its line, or to the next mark. */
function unclosedHole(text: string, start: number): TemplateHole {
  const ends = [text.indexOf('\n', start), text.indexOf(OPEN, start)].filter((at) => at >= 0);
  const end = Math.min(text.length, ...ends);
  return { node: parseExpression(text.slice(start, end), start).node, span: { start, end }, closed: false };
}

function unclosed(start: number, end: number): ExpressionProblem {
  return { kind: 'unclosed', message: `'\${{' is not closed: write '}}' after the expression.`, span: { start, end } };
}
