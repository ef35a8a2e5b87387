import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseTemplate } from '../../../../src/core/spec/expression/parseTemplate';
import { printExpression } from '../../../../src/core/spec/expression/printExpression';

/** Literal parts as they are, expressions between `‹ ›`. */
function parts(text: string): readonly string[] {
  const { template } = parseTemplate(text);
  if (typeof template === 'string') return [template];
  return template.parts.map((part) => (typeof part === 'string' ? part : `‹${printExpression(part)}›`));
}

it('gives a plain text back as it is', () => {
  expect(parseTemplate('python a.py')).toEqual({ template: 'python a.py', problems: [], holes: [] });
});

it('splits literal text and expressions', () => {
  expect(parts('a ${{ x.y }} b${{z}}')).toEqual(['a ', '‹x.y›', ' b', '‹z›']);
  expect(parts('${{ x }}${{ y }}')).toEqual(['‹x›', '‹y›']);
});

it('finds the end of an expression behind braces in a string', () => {
  expect(parts("${{ a == '}}' }}!")).toEqual(["‹a == '}}'›", '!']);
});

it('keeps what is not closed as text, and says so', () => {
  const { template, problems } = parseTemplate('run ${{ params.x --to y');
  expect(template).toBe('run ${{ params.x --to y');
  expect(problems).toMatchObject([{ kind: 'unclosed', span: { start: 4, end: 7 } }]);
});

it('reads on behind a mark that is not closed', () => {
  expect(parts('a ${{ x b ${{ y }}')).toEqual(['a ${{ x b ', '‹y›']);
  expect(parseTemplate('a ${{ x b ${{ y }}').problems).toHaveLength(1);
});

it('offers half-typed expressions for completion', () => {
  const [hole] = parseTemplate('a ${{ params.').holes;
  expect(hole).toMatchObject({ closed: false, span: { start: 5, end: 13 }, node: { kind: 'member', key: '' } });
});

it('places problems in the decoded text', () => {
  expect(parseTemplate('ab ${{ x. }}').problems).toMatchObject([{ kind: 'syntax', span: { start: 8, end: 9 } }]);
});

it('never throws, loses no literal text and keeps spans inside, whatever is written', () => {
  const fragment = fc.oneof(
    fc.constantFrom('${{', '}}', "'", '"', '\\', 'a.b', ' ', '\n'),
    fc.string({ unit: 'binary', maxLength: 3 }),
  );
  fc.assert(
    fc.property(fc.array(fragment, { maxLength: 25 }), (fragments) => {
      const text = fragments.join('');
      const { template, problems, holes } = parseTemplate(text);
      const spans = [...problems.map(({ span }) => span), ...holes.map(({ span }) => span)];
      expect(spans.every(({ start, end }) => start >= 0 && start <= end && end <= text.length)).toBe(true);
      expect(rebuild(text, template, holes)).toBe(text);
    }),
    { numRuns: 2000 },
  );
});

/** The text put together again from literal parts and the sources of closed holes. */
function rebuild(
  text: string,
  template: ReturnType<typeof parseTemplate>['template'],
  holes: ReturnType<typeof parseTemplate>['holes'],
): string {
  if (typeof template === 'string') return template;
  const closed = holes.filter((hole) => hole.closed).map(({ span }) => `\${{${text.slice(span.start, span.end)}}}`);
  return template.parts.map((part) => (typeof part === 'string' ? part : (closed.shift() ?? ''))).join('');
}
