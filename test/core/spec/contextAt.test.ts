// What stands under the cursor, on whole and on half-typed texts.
import { describe, expect, it } from 'vitest';
import { typeText } from '../../../src/core/spec/expression/typeText';
import { openSpec } from '../../../src/core/spec/openSpec';
import { fixtureText } from '../../fixtureText';
import { catalog, memoryFiles, showRange } from './support';

/** `key steps.train typed="ti" present=[run]`, or what else the context is. */
function contextOf(source: string): string {
  const fixture = fixtureText(source);
  const document = openSpec(fixture.files.get('fairlead.yaml') ?? '', {
    file: 'fairlead.yaml',
    files: memoryFiles(fixture.files),
    catalog,
  });
  const position = fixture.cursors[0]?.position ?? { line: 0, character: 0 };
  const context = document.contextAt(position);
  const path = 'path' in context ? ` ${context.path.join('.')}` : '';
  switch (context.kind) {
    case 'key':
      return `key${path} "${context.typed}" ${showRange(context.range)} present=[${context.present.join(',')}]${context.hasValue ? ' hasValue' : ''}`;
    case 'value':
      return `value${path} "${context.typed}" ${showRange(context.range)}${context.quote ? ` quote=${context.quote}` : ''}${context.present ? ` present=[${context.present.join(',')}]` : ''}`;
    case 'expression':
      return `expression${path} offset=${String(context.offset)} ${typeText(context.environment).slice(0, 60)}`;
    default:
      return context.kind;
  }
}

const step = 'fairlead: 1\nsteps:\n  train:\n    run: python train.py\n';

describe('a key', () => {
  it.each([
    ['half typed in a step', `${step}    ti‸\n`, 'key steps.train "ti" 5:5-5:7 present=[run]'],
    ['on an empty line of a step', `${step}    ‸\n`, 'key steps.train "" 5:5-5:5 present=[run]'],
    ['before its colon', `${step}    tim‸eout: 10m\n`, 'key steps.train "tim" 5:5-5:12 present=[run] hasValue'],
    ['at the top', 'fairlead: 1\nst‸\n', 'key  "st" 2:1-2:3 present=[fairlead]'],
    ['in an empty file', '‸', 'key  "" 1:1-1:1 present=[]'],
    ['of a step', `${step}  ‸\n`, 'key steps "" 5:3-5:3 present=[train]'],
    [
      'below a key without value',
      `${step}    resources:\n      c‸\n`,
      'key steps.train.resources "c" 6:7-6:8 present=[]',
    ],
    ['in braces', `${step}    resources: { cpus: 2, m‸ }\n`, 'key steps.train.resources "m" 5:27-5:28 present=[cpus]'],
    [
      'in braces that are not closed',
      `${step}    resources: { c‸\n`,
      'key steps.train.resources "c" 5:18-5:19 present=[]',
    ],
    [
      'in an item of a list',
      'fairlead: 1\ngates:\n  quality:\n    - metric: a\n      m‸\n',
      'key gates.quality.0 "m" 5:7-5:8 present=[metric]',
    ],
    [
      'of a new item',
      'fairlead: 1\ngates:\n  quality:\n    - metric: a\n    - m‸\n',
      'key gates.quality.1 "m" 5:7-5:8 present=[]',
    ],
  ])('%s', (_, source, expected) => {
    expect(contextOf(source)).toBe(expected);
  });
});

describe('a value', () => {
  it.each([
    ['behind a colon', `${step}    phase: tr‸\n`, 'value steps.train.phase "tr" 5:12-5:14'],
    ['not begun', `${step}    phase: ‸\n`, 'value steps.train.phase "" 5:12-5:12'],
    ['in quotes', `${step}    executor: "lo‸"\n`, 'value steps.train.executor "lo" 5:16-5:18 quote=" present=[]'],
    [
      'in quotes that are not closed',
      `${step}    executor: "lo‸\n`,
      'value steps.train.executor "lo" 5:16-5:18 quote=" present=[]',
    ],
    ['in brackets', `${step}    needs: [a, b‸]\n`, 'value steps.train.needs.1 "b" 5:16-5:17 present=[a]'],
    [
      'in brackets over lines',
      `${step}    needs: [\n      a,\n      b‸\n`,
      'value steps.train.needs.1 "b" 7:7-7:8 present=[a]',
    ],
    ['as an item', `${step}    needs:\n      - a\n      - b‸\n`, 'value steps.train.needs.1 "b" 7:9-7:10 present=[a]'],
    [
      'as an item in the column of its key',
      `${step}    needs:\n    - a\n    - ‸\n`,
      'value steps.train.needs.1 "" 7:7-7:7 present=[a]',
    ],
    [
      'in nested braces',
      `${step}    outputs: { model: { path: x‸ } }\n`,
      'value steps.train.outputs.model.path "x" 5:31-5:32 present=[]',
    ],
    [
      'below a step that is broken',
      'fairlead: 1\nsteps:\n  a:\n    run: "x\n  b:\n    phase: ‸\n',
      'value steps.b.phase "" 6:12-6:12',
    ],
  ])('%s', (_, source, expected) => {
    expect(contextOf(source)).toBe(expected);
  });
});

describe('an expression', () => {
  it.each([
    ['in a plain text', `${step}    timeout: 1m\n  b:\n    run: x \${{ pa‸ }}\n`, /^expression steps\.b\.run offset=/],
    ['that is not closed', `${step}  b:\n    run: x \${{ params.‸\n`, /^expression steps\.b\.run offset=/],
    [
      'in a block of lines',
      `${step}  b:\n    run: |\n      one\n      two \${{ matrix.‸ }}\n`,
      /^expression steps\.b\.run offset=19/,
    ],
    [
      'in quotes in brackets',
      `${step}    inputs: ["\${{ datasets.‸ }}"]\n`,
      /^expression steps\.train\.inputs\.0 offset=/,
    ],
    [
      'in quotes that are not closed',
      `${step}    inputs: ["\${{ datasets.‸\n`,
      /^expression steps\.train\.inputs\.0 offset=/,
    ],
    [
      'without quotes in braces',
      `${step}    outputs: { model: build/\${{ matrix.‸ }}/m.json }\n`,
      /^expression steps\.train\.outputs\.model offset=/,
    ],
  ])('%s', (_, source, expected) => {
    expect(contextOf(source)).toMatch(expected);
  });
});

it('knows comments, and texts that are no expressions', () => {
  expect(contextOf(`${step}    # ti‸\n`)).toBe('comment');
  expect(contextOf(`${step}    timeout: 10m # ti‸\n`)).toBe('comment');
  expect(contextOf(`${step}  b:\n    run: |\n      pyth‸on x\n`)).toMatch(/^value steps\.b\.run ""/);
});

it.each([
  ['plain', 'run: x ${{ ⟦params⟧.ra‸te }}'],
  ['single quotes', "run: 'it''s ${{ ⟦params⟧.ra‸te }}'"],
  ['double quotes', 'run: "a\\tb\\u00e9 ${{ ⟦params⟧.ra‸te }}"'],
  ['folded', 'run: >-\n      one\n      two ${{ ⟦params⟧.ra‸te }}'],
  ['literal', 'run: |\n\n      two ${{ ⟦params⟧.ra‸te }}'],
  ['plain over lines', 'run: one\n      two ${{ ⟦params⟧.ra‸te }}'],
  ['behind an emoji', 'run: "🙂 ${{ ⟦params⟧.ra‸te }}"'],
])('turns a span of an expression into its exact place: %s', (_, scalar) => {
  for (const lineEnd of ['\n', '\r\n']) {
    const source = `fairlead: 1\nparams: { rate: 1 }\nsteps:\n  b:\n    ${scalar}\n`;
    const fixture = fixtureText(source);
    const text = fixture.files.get('fairlead.yaml')?.replaceAll('\n', lineEnd) ?? '';
    const document = openSpec(text, { file: 'fairlead.yaml', files: memoryFiles(new Map()), catalog });
    const context = document.contextAt(fixture.cursors[0]?.position ?? { line: 0, character: 0 });
    if (context.kind !== 'expression' || context.node.kind !== 'member') throw new Error(JSON.stringify(context));
    expect(context.toRange(context.node.object.span)).toEqual(fixture.ranges[0]?.range);
  }
});
