import { describe, expect, it } from 'vitest';
import { checkExpression } from '../../../../src/core/spec/expression/checkExpression';
import { completeExpression } from '../../../../src/core/spec/expression/completeExpression';
import { expressionPaths } from '../../../../src/core/spec/expression/expressionPaths';
import { expressionAt, memberUnder } from '../../../../src/core/spec/expression/expressionAt';
import { parseExpression } from '../../../../src/core/spec/expression/parseExpression';
import { typeOfJson } from '../../../../src/core/spec/expression/typeOfJson';
import type { ExpressionType } from '../../../../src/core/spec/expression/types';

const environment: ExpressionType = {
  kind: 'object',
  open: false,
  members: {
    params: {
      type: typeOfJson({ train: { rate: 0.1, depths: [3, 5], name: 'x', on: true, 'a b': 1 }, nothing: null }),
    },
    env: { type: { kind: 'object', open: true, members: { CI: { type: { kind: 'string' } } } } },
    inputs: { type: { kind: 'list', item: { kind: 'string' } } },
    outputs: { type: { kind: 'object', open: false, members: { model: { type: { kind: 'string' } } } } },
    model: { type: { kind: 'any' } },
  },
};

const check = (text: string) => checkExpression(parseExpression(text).node, environment);

/** Each problem as `message @ the text it is about`. */
const checkProblems = (text: string, expected: readonly string[]) =>
  expect(check(text).problems.map(({ message, span }) => `${message} @ ${text.slice(span.start, span.end)}`)).toEqual(
    expected,
  );

describe('checking', () => {
  it('knows the type of an expression', () => {
    expect(check('params.train.rate').type).toEqual({ kind: 'number' });
    expect(check('params.train.depths').type).toEqual({ kind: 'list', item: { kind: 'number' } });
    expect(check('params.train.depths[1]').type).toEqual({ kind: 'number' });
    expect(check("params.train['a b'] > 0 && !env.CI").type).toEqual({ kind: 'boolean' });
    expect(check("env.CI || 'no'").type).toEqual({ kind: 'string' });
    expect(check('outputs[0]').type).toEqual({ kind: 'string' });
  });

  it('reports an unknown member at its own place, with the name that was meant', () => {
    checkProblems('params.trian.rate', ["There is no 'trian' here. Did you mean 'train'? @ trian"]);
    checkProblems('parms.train.rate', ["There is no 'parms' here. Did you mean 'params'? @ parms"]);
    checkProblems("params['zzzzzz']", ["There is no 'zzzzzz' here. @ 'zzzzzz'"]);
    expect(check('params.trian').problems[0]).toMatchObject({ kind: 'unknown-name', suggestion: 'train' });
  });

  it('reports one mistake once', () => {
    checkProblems('params.trian.rate.more == 3', ["There is no 'trian' here. Did you mean 'train'? @ trian"]);
  });

  it('reports what cannot be compared or taken apart', () => {
    checkProblems("params.train.rate == 'a'", [
      "A number cannot be compared with a text by '=='. @ params.train.rate == 'a'",
    ]);
    checkProblems('params.train.on < true', [
      "True or false cannot be compared with true or false by '<'. @ params.train.on < true",
    ]);
    checkProblems('params.train.rate.x', ["'x' cannot be taken from a number. @ x"]);
    checkProblems("inputs['a']", ["'a' cannot be taken from a list of texts. @ 'a'"]);
  });

  it('is silent about everything that cannot be known', () => {
    for (const text of [
      'model.path.x',
      "model == 'a' && model < 3",
      'env.HOME',
      'params.nothing == 3',
      'params.train.rate == null',
      'params.',
    ]) {
      checkProblems(text, []);
    }
  });

  it('does not take what every object inherits for members', () => {
    checkProblems('params.constructor', ["There is no 'constructor' here. @ constructor"]);
    checkProblems('toString', ["There is no 'toString' here. @ toString"]);
  });
});

/** `|` is the cursor; the answer is the offered names and the text they replace. */
function complete(marked: string): string {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { members, replace } = completeExpression(parseExpression(text).node, offset, environment);
  return `${members.map(({ name }) => name).join(' ')} / ${text.slice(replace.start, replace.end)}`;
}

describe('completion', () => {
  it('offers root names where an expression begins', () => {
    expect(complete('|')).toBe('params env inputs outputs model / ');
    expect(complete(' pa|ra ')).toBe('params env inputs outputs model / para');
    expect(complete('params.train.rate > |')).toBe('params env inputs outputs model / ');
  });

  it('offers members after a dot, half-typed or not', () => {
    expect(complete('params.|')).toBe('train nothing / ');
    expect(complete('params.train.ra|')).toBe('rate depths name on / ra');
    expect(complete('!(params.t|rian.rate)')).toBe('train nothing / trian');
  });

  it('offers in brackets the keys that cannot stand after a dot, too', () => {
    expect(complete("params.train['|']")).toBe('rate depths name on a b / ');
  });

  it('offers nothing in strings and numbers, or where a value is complete', () => {
    expect(complete("'a|b'")).toBe(' / ');
    expect(complete('1|2')).toBe(' / ');
    expect(complete('params.train  |  ')).toBe(' / ');
  });
});

describe('what is under the cursor', () => {
  it('is the path up to the word', () => {
    const { node } = parseExpression('params.train.rate > 3');
    expect(memberUnder(node, 9, environment)).toMatchObject({ path: 'params.train', span: { start: 7, end: 12 } });
    expect(memberUnder(node, 14, environment)).toMatchObject({ path: 'params.train.rate', member: { value: '0.1' } });
    expect(memberUnder(node, 20, environment)).toBeUndefined();
    expect(expressionAt(node, 20)).toMatchObject({ node: { kind: 'literal', value: 3 } });
  });
});

it('names every path an expression reads', () => {
  const paths = expressionPaths(parseExpression("a.b['c d'][0] == (x.y && !z[k.l])").node);
  expect(paths.map((path) => path.map(({ name }) => name).join('/'))).toEqual(['a/b/c d/0', 'x/y', 'z', 'k/l']);
});
