// A text as the words of YAML with their places. Nothing is lost between them: put together they are the text again.
import { CST, Lexer } from 'yaml';
import { maskExpressions } from '../../src/core/spec/syntax/maskExpressions';

/** A word. `text` is what is written, expressions included. */
export interface Token {
  readonly type: CST.TokenType | 'plain' | 'block-scalar';
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The words of `text`, spaces and line ends among them. */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let start = 0;
  let isScalar = false;
  // Braces of expressions are hidden from the lexer one character for one: the places are those of the text itself.
  const words = new Lexer().lex(maskExpressions(text) ?? text);
  for (const source of words) {
    const found: CST.TokenType | null = isScalar ? null : CST.tokenType(source);
    // Two of the lexer's words are marks, not text.
    if (found === 'scalar' || found === 'doc-mode' || found === 'flow-error-end') {
      isScalar = found === 'scalar';
      continue;
    }
    const end = start + source.length;
    tokens.push({ type: isScalar ? scalarType(tokens) : (found ?? 'plain'), text: text.slice(start, end), start, end });
    start = end;
    isScalar = false;
  }
  return tokens;
}

/** The scalar after a header and its line is the content of a block. */
function scalarType(before: readonly Token[]): 'plain' | 'block-scalar' {
  if (before.at(-1)?.type !== 'newline') return 'plain';
  const header = before.findLast(({ type }) => type !== 'newline' && type !== 'space' && type !== 'comment');
  return header?.type === 'block-scalar-header' ? 'block-scalar' : 'plain';
}
