// Text between `${{` and `}}` -> tree. Never throws and always gives a tree: what is missing is an `error` node in its
// place, so that completion and hover work on half-typed text.
import type { BinaryOperator, ExpressionNode, Span } from './ast';
import { tokenize, type Token } from './lexer';
import type { ExpressionProblem } from './types';

/** What was read; `node` is a whole tree even when there are problems. Spans count from `offset`. */
export interface ParsedExpression {
  readonly node: ExpressionNode;
  readonly problems: ExpressionProblem[];
}

/** Beyond these, recursion could exhaust the stack; no expression that a person writes comes near. */
const MAX_TOKENS = 1000;
const MAX_DEPTH = 64;

/** Loosest first; operators of one row bind from left to right. */
const PRECEDENCE: readonly (readonly string[])[] = [['||'], ['&&'], ['==', '!='], ['<', '<=', '>', '>=']];

const WORDS: Readonly<Record<string, true | false | null>> = { true: true, false: false, null: null };

/** Reads one expression: paths, literals, comparison, `&& || !` and parentheses. */
export function parseExpression(text: string, offset = 0): ParsedExpression {
  const whole = { start: offset, end: offset + text.length };
  const tokens = tokenize(text, offset);
  if (tokens.length > MAX_TOKENS) return failed('The expression is too long.', whole);
  if (tokens.length === 1) return failed('An expression is missing here, e.g. params.name.', whole);
  return new Parser(tokens, whole).parse();
}

function failed(message: string, span: Span): ParsedExpression {
  return { node: { kind: 'error', message, span }, problems: [{ kind: 'syntax', message, span }] };
}

/** A node and where it begins and ends with the parentheses around it, which its own span leaves out. */
interface Read {
  readonly node: ExpressionNode;
  readonly outer: Span;
}

class Parser {
  readonly #tokens: readonly Token[];
  readonly #whole: Span;
  readonly #problems: ExpressionProblem[] = [];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], whole: Span) {
    this.#tokens = tokens;
    this.#whole = whole;
    for (const token of tokens) if (token.problem !== undefined) this.#report(token.problem, token);
  }

  parse(): ParsedExpression {
    const { node } = this.#binary(0);
    const rest = this.#peek();
    // One complaint is enough: a bad token or a missing operand has already been reported.
    if (rest.kind !== 'end' && this.#problems.length === 0) {
      this.#report(`'${rest.text}' is not expected here.`, { start: rest.start, end: this.#whole.end });
    }
    return { node, problems: this.#problems };
  }

  #binary(level: number): Read {
    const operators = PRECEDENCE[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    while (operators.includes(this.#peek().text) && this.#peek().kind === 'symbol') {
      // The row of PRECEDENCE holds binary operators only.
      const operator = this.#next().text as BinaryOperator;
      const right = this.#binary(level + 1);
      const outer = { start: left.outer.start, end: right.outer.end };
      left = { node: { kind: 'binary', operator, left: left.node, right: right.node, span: outer }, outer };
    }
    return left;
  }

  #unary(): Read {
    if (!this.#isSymbol('!')) return this.#postfix();
    const start = this.#peek().start;
    if (this.#depth >= MAX_DEPTH) return this.#tooDeep();
    this.#next();
    this.#depth++;
    const operand = this.#unary();
    this.#depth--;
    const outer = { start, end: operand.outer.end };
    return { node: { kind: 'not', operand: operand.node, span: outer }, outer };
  }

  #postfix(): Read {
    let read = this.#primary();
    for (;;) {
      if (this.#isSymbol('.')) read = this.#member(read);
      else if (this.#isSymbol('[')) read = this.#index(read);
      else return read;
    }
  }

  #member(object: Read): Read {
    const dot = this.#next();
    const key = this.#peek().kind === 'name' ? this.#next() : undefined;
    if (key === undefined) this.#report('A name is missing after the dot.', dot);
    const keySpan = { start: key?.start ?? dot.end, end: key?.end ?? dot.end };
    const outer = { start: object.outer.start, end: keySpan.end };
    return { node: { kind: 'member', object: object.node, key: key?.text ?? '', keySpan, span: outer }, outer };
  }

  #index(object: Read): Read {
    const open = this.#next();
    const index = this.#nested();
    const end = this.#close(']', open, index.outer.end);
    const outer = { start: object.outer.start, end };
    return { node: { kind: 'index', object: object.node, index: index.node, span: outer }, outer };
  }

  #primary(): Read {
    const token = this.#peek();
    if (token.kind === 'number' || token.kind === 'string') return this.#literal(token.value ?? '');
    if (token.kind === 'name') {
      if (Object.hasOwn(WORDS, token.text)) return this.#literal(WORDS[token.text] ?? null);
      return this.#leaf({ kind: 'name', name: token.text, span: spanOf(token) });
    }
    if (this.#isSymbol('(')) {
      const open = this.#next();
      const inner = this.#nested();
      return { node: inner.node, outer: { start: open.start, end: this.#close(')', open, inner.outer.end) } };
    }
    return this.#missing(token);
  }

  #literal(value: string | number | boolean | null): Read {
    return this.#leaf({ kind: 'literal', value, span: spanOf(this.#peek()) });
  }

  #leaf(node: ExpressionNode): Read {
    this.#next();
    return { node, outer: node.span };
  }

  #nested(): Read {
    if (this.#depth >= MAX_DEPTH) return this.#tooDeep();
    this.#depth++;
    const read = this.#binary(0);
    this.#depth--;
    return read;
  }

  /** Takes the closing bracket when it is there; gives where the bracketed part ends. */
  #close(bracket: string, open: Token, end: number): number {
    if (this.#isSymbol(bracket)) return this.#next().end;
    if (this.#problems.length === 0) this.#report(`The '${open.text}' is not closed: a '${bracket}' is missing.`, open);
    return end;
  }

  /** The hole spans the blanks around it, so that a cursor there is known to stand in it. */
  #missing(token: Token): Read {
    const previous = this.#tokens[this.#at - 1];
    const span = { start: previous?.end ?? this.#whole.start, end: token.start };
    const message =
      token.kind === 'end'
        ? 'The expression ends too early: a value is missing.'
        : `'${token.text}' is not expected here.`;
    if (token.problem === undefined) this.#report(message, token.kind === 'end' && previous ? previous : token);
    return { node: { kind: 'error', message, span }, outer: span };
  }

  #tooDeep(): Read {
    const span = { start: this.#peek().start, end: this.#whole.end };
    const message = 'The expression is nested too deeply.';
    this.#report(message, span);
    this.#at = this.#tokens.length - 1;
    return { node: { kind: 'error', message, span }, outer: span };
  }

  #report(message: string, { start, end }: Span): void {
    this.#problems.push({ kind: 'syntax', message, span: { start, end } });
  }

  #isSymbol(text: string): boolean {
    const token = this.#peek();
    return token.kind === 'symbol' && token.text === text;
  }

  #peek(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: '', start: this.#whole.end, end: this.#whole.end };
  }

  #next(): Token {
    const token = this.#peek();
    if (token.kind !== 'end') this.#at++;
    return token;
  }
}

function spanOf({ start, end }: Span): Span {
  return { start, end };
}
