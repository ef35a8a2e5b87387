import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BinaryOperator, ExpressionNode, Span } from '../../../../src/core/spec/expression/ast';
import { childrenOf } from '../../../../src/core/spec/expression/expressionAt';
import { parseExpression } from '../../../../src/core/spec/expression/parseExpression';
import { printExpression } from '../../../../src/core/spec/expression/printExpression';

/** The tree with all its groups shown: every operation in parentheses. */
function shape(node: ExpressionNode): string {
  if (node.kind === 'error') return '<error>';
  if (node.kind === 'binary') return `(${shape(node.left)} ${node.operator} ${shape(node.right)})`;
  if (node.kind === 'not') return `!${shape(node.operand)}`;
  if (node.kind === 'member') return `${shape(node.object)}.${node.key}`;
  if (node.kind === 'index') return `${shape(node.object)}[${shape(node.index)}]`;
  return node.kind === 'literal' ? JSON.stringify(node.value) : node.name;
}

const checkShape = (text: string, expected: string) => {
  const { node, problems } = parseExpression(text);
  expect(problems).toEqual([]);
  expect(shape(node)).toBe(expected);
};

/** Each problem as `message @ the text it is about`. */
const checkProblems = (text: string, expected: readonly string[]) => {
  const { problems } = parseExpression(text);
  expect(problems.map(({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`)).toEqual(expected);
};

describe('reading expressions', () => {
  it('reads paths', () => {
    checkShape('params.train.rate', 'params.train.rate');
    checkShape(' inputs[0] ', 'inputs[0]');
    checkShape("params['learning rate'].x", 'params["learning rate"].x');
    checkShape('steps.train-model.outputs.model', 'steps.train-model.outputs.model');
    checkShape('params.0.true.größe', 'params.0.true.größe');
  });

  it('reads literals', () => {
    checkShape("'it''s'", '"it\'s"');
    checkShape('"a\\"b\\n\\u0041"', '"a\\"b\\nA"');
    checkShape('-1.5e-3', '-0.0015');
    checkShape('true', 'true');
    checkShape('null', 'null');
  });

  it('binds operators as every programmer expects', () => {
    checkShape('a || b && c == d < 3', '(a || (b && (c == (d < 3))))');
    checkShape('(a || b) && !c.d', '((a || b) && !c.d)');
    checkShape('a < b < c', '((a < b) < c)');
    checkShape('!!a', '!!a');
    checkShape('(a)[0].b', 'a[0].b');
  });

  it('says what is wrong with the smallest part that is wrong', () => {
    checkProblems('params.', ['A name is missing after the dot. @ .']);
    checkProblems('a = b', ["'=' is no operator: write '==' to compare. @ ="]);
    checkProblems('a ==', ['The expression ends too early: a value is missing. @ ==']);
    checkProblems("'abc", ["The string is not closed: a ' is missing. @ 'abc"]);
    checkProblems('(a', ["The '(' is not closed: a ')' is missing. @ ("]);
    checkProblems('a[0', ["The '[' is not closed: a ']' is missing. @ ["]);
    checkProblems('a b c', ["'b' is not expected here. @ b c"]);
    checkProblems('fn(1)', ["'(' is not expected here. @ (1)"]);
    checkProblems(') a', ["')' is not expected here. @ )"]);
    checkProblems('😀', ["'😀' means nothing in an expression. @ 😀"]);
    checkProblems('  ', ['An expression is missing here, e.g. params.name. @   ']);
  });

  it('keeps the tree of what is half typed', () => {
    expect(shape(parseExpression('params.').node)).toBe('params.');
    expect(shape(parseExpression('params.a && ').node)).toBe('(params.a && <error>)');
    expect(shape(parseExpression('inputs[').node)).toBe('inputs[<error>]');
  });

  it('gives up on monsters instead of the stack', () => {
    for (const monster of ['('.repeat(900), '!'.repeat(900), 'a['.repeat(400), 'a.'.repeat(100_000)]) {
      expect(parseExpression(monster).problems.length).toBeGreaterThan(0);
    }
  });

  it('counts spans from the offset', () => {
    expect(parseExpression('a.bc', 10).node).toMatchObject({
      span: { start: 10, end: 14 },
      keySpan: { start: 12, end: 14 },
    });
  });
});

const name = fc.stringMatching(/^[a-z_][a-z0-9_-]{0,6}$/).filter((text) => !['true', 'false', 'null'].includes(text));
const span: Span = { start: 0, end: 0 };
const operators: BinaryOperator[] = ['==', '!=', '<', '<=', '>', '>=', '&&', '||'];
const { tree } = fc.letrec<{ tree: ExpressionNode }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({
      kind: fc.constant('literal' as const),
      value: fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }).filter((n) => !Object.is(n, -0)),
        fc.boolean(),
        fc.constant(null),
      ),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant('name' as const), name, span: fc.constant(span) }),
    fc.record({
      kind: fc.constant('member' as const),
      object: tie('tree'),
      key: name,
      keySpan: fc.constant(span),
      span: fc.constant(span),
    }),
    fc.record({
      kind: fc.constant('index' as const),
      object: tie('tree'),
      index: tie('tree'),
      span: fc.constant(span),
    }),
    fc.record({ kind: fc.constant('not' as const), operand: tie('tree'), span: fc.constant(span) }),
    fc.record({
      kind: fc.constant('binary' as const),
      operator: fc.constantFrom(...operators),
      left: tie('tree'),
      right: tie('tree'),
      span: fc.constant(span),
    }),
  ),
}));

const fragment = fc.constantFrom(
  'params',
  '.',
  '[',
  ']',
  '(',
  ')',
  '!',
  '&&',
  '==',
  "'",
  '"',
  '\\',
  ' ',
  '1',
  '-',
  '${{',
  '}}',
  '\n',
);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fragment, { maxLength: 30 }).map((parts) => parts.join('')),
);

describe('reading any text', () => {
  it('never throws and keeps every span inside the text and inside its parent', () => {
    fc.assert(
      fc.property(text, fc.nat(50), (source, offset) => {
        const { node, problems } = parseExpression(source, offset);
        const whole = { start: offset, end: offset + source.length };
        for (const problem of problems) expectInside(problem.span, whole);
        checkSpans(node, whole);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads back what was printed', () => {
    fc.assert(
      fc.property(tree, (node) => {
        const { node: again, problems } = parseExpression(printExpression(node));
        expect(problems).toEqual([]);
        expect(shape(again)).toBe(shape(node));
      }),
      { numRuns: 1000 },
    );
  });
});

function checkSpans(node: ExpressionNode, parent: Span): void {
  expectInside(node.span, parent);
  if (node.kind === 'member') expectInside(node.keySpan, node.span);
  for (const child of childrenOf(node)) checkSpans(child, node.span);
}

function expectInside(inner: Span, outer: Span): void {
  if (inner.start >= outer.start && inner.start <= inner.end && inner.end <= outer.end) return;
  throw new Error(`${JSON.stringify(inner)} is not inside ${JSON.stringify(outer)}`);
}
