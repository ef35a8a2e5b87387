import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../../src/core/base/json';
import { evaluate } from '../../../../src/core/spec/expression/evaluate';
import { evaluateTemplate, fillTemplate } from '../../../../src/core/spec/expression/fillTemplate';
import { parseExpression } from '../../../../src/core/spec/expression/parseExpression';
import { parseTemplate } from '../../../../src/core/spec/expression/parseTemplate';

const scope: JsonObject = {
  params: { rate: 0.1, name: "it's", empty: '', on: true, off: false, none: null, list: ['a b', 2] },
  named: { model: 'm.json', log: 'l.txt' },
};

const value = (text: string): Json => {
  const result = evaluate(parseExpression(text).node, scope);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
};

const fill = (text: string, quote: 'shell' | 'none', values: JsonObject = scope) => {
  const result = fillTemplate(parseTemplate(text).template, values, { quote });
  return result.ok ? result.value : `! ${result.error.message}`;
};

describe('evaluating', () => {
  it('follows paths and indexes', () => {
    expect(value('params.rate')).toBe(0.1);
    expect(value("params['list'][1]")).toBe(2);
    expect(value('named[1]')).toBe('l.txt');
  });

  it('compares and combines', () => {
    expect(value('params.rate < 1 && params.on')).toBe(true);
    expect(value("params.empty || 'default'")).toBe('default');
    expect(value('params.none == null && !params.off')).toBe(true);
    expect(value("params.list != 'x'")).toBe(true);
    expect(value("'a' < 'b' && 2 >= 2")).toBe(true);
  });

  it('says what has no value', () => {
    const failure = evaluate(parseExpression('params.nope.x').node, scope);
    expect(failure).toMatchObject({
      ok: false,
      error: { kind: 'missing', message: "'params.nope' has no value.", span: { start: 7, end: 11 } },
    });
    expect(evaluate(parseExpression("1 < 'a'").node, scope)).toMatchObject({ ok: false, error: { kind: 'type' } });
    expect(evaluate(parseExpression('params.').node, scope)).toMatchObject({ ok: false });
    expect(evaluate(parseExpression('params.constructor').node, scope)).toMatchObject({ ok: false });
  });
});

describe('filling a text', () => {
  it('writes values as they are', () => {
    expect(fill('r=${{ params.rate }} ${{ params.list }} ${{ params.none }}!', 'none')).toBe('r=0.1 a b 2 !');
    expect(fill('${{ params }}', 'none')).toBe('! A mapping cannot be written into a text: name one of its members.');
  });

  it('keeps the type of a single expression', () => {
    expect(evaluateTemplate(parseTemplate('${{ params.list }}').template, scope)).toEqual({
      ok: true,
      value: ['a b', 2],
    });
    expect(evaluateTemplate(parseTemplate(' ${{ params.rate }}').template, scope)).toEqual({ ok: true, value: ' 0.1' });
  });
});

describe('filling a shell command', () => {
  it('quotes what the shell could misread, and nothing else', () => {
    expect(fill('x --r ${{ params.rate }} --n=${{ params.name }} ${{ params.empty }}', 'shell')).toBe(
      "x --r 0.1 --n='it'\\''s' ''",
    );
    expect(fill('x ${{ params.list }}', 'shell')).toBe("x 'a b' 2");
  });

  it("stays inside the user's own quotes", () => {
    expect(fill('x "${{ params.name }}" \'${{ params.name }}\'', 'shell')).toBe("x \"it's\" 'it'\\''s'");
    expect(fill('x "a ${{ params.list }}"', 'shell')).toBe('x "a a b 2"');
  });

  it('refuses where nothing is safe', () => {
    expect(fill('x $${{ params.name }}', 'shell')).toMatch(/^! A value cannot stand right behind '\$'/);
    expect(fill('x "$${{ params.name }}"', 'shell')).toMatch(/^! A value cannot stand right behind '\$'/);
    expect(fill('x \\${{ params.name }}', 'shell')).toMatch(/^! A value cannot stand right behind a backslash/);
    expect(fill('x `y ${{ params.name }}`', 'shell')).toMatch(/^! The value has characters/);
    expect(fill('cat <<E\n${{ v }}\nE', 'shell', { v: 'a\nE\nrm' })).toMatch(/^! The value has a line break/);
    expect(fill('x # ${{ v }}', 'shell', { v: 'a\nrm' })).toMatch(/^! The value has a line break/);
  });

  // Each place prints the value; a real shell has to give it back byte for byte, whatever it is.
  const places: readonly (readonly [string, (value: string) => string])[] = [
    ['outside of quotes', (v) => `printf %s ${v}`],
    ['behind an equals sign', (v) => `x=${v}; printf %s "$x"`],
    ['in double quotes', (v) => `printf %s "${v}"`],
    ['in single quotes', (v) => `printf %s '${v}'`],
    ['in quotes with other text', (v) => `printf %s "it's"'"' >/dev/null; printf %s "${v}"`],
    ['behind a word that only looks like a comment', (v) => `printf %s a#b" # " >/dev/null; printf %s ${v}`],
    ['behind a comment', (v) => `: # it's "\nprintf %s ${v}`],
    ['in a command substitution', (v) => `x="$(printf %s. "${v}")"; printf %s "\${x%.}"`],
    ['in a subshell', (v) => `(printf %s ${v})`],
    ['behind an arithmetic shift', (v) => `: $((1<<2))\nprintf %s ${v}`],
    ['behind a here-document', (v) => `cat <<'E' >/dev/null\nit's "\nE\nprintf %s ${v}`],
    ['behind two here-documents', (v) => `cat <<A <<-B >/dev/null\n'\nA\n\t"\n\tB\nprintf %s ${v}`],
    ['behind an escaped quote', (v) => `printf %s \\" >/dev/null; printf %s ${v}`],
  ];
  const nasty = fc.constantFrom(
    "'",
    '"',
    '\\',
    '$',
    '`',
    '(',
    ')',
    '$(',
    ' ',
    '\n',
    '*',
    '~',
    '#',
    ';',
    '&',
    '|',
    '<',
    '>',
    '!',
    '{',
    '}',
    'é',
  );
  const anyValue = fc
    .array(fc.oneof(nasty, fc.stringMatching(/^[ -~]{0,4}$/)), { maxLength: 8 })
    .map((parts) => parts.join(''));

  it.each(places)('gives a value back unchanged %s', (_, place) => {
    const values = fc.sample(anyValue, { numRuns: 40, seed: 7 });
    const commands = values.map((v) => fill(place('${{ v }}'), 'shell', { v }));
    const printed = spawnSync('sh', ['-s'], { input: commands.join("\nprintf '\\001'\n") })
      .stdout.toString()
      .split('\u0001');
    expect(printed).toEqual(values);
  });

  it.each(['E', "'E'", '-"E"', '\\E'])(
    'gives a value without line breaks back unchanged in a here-document <<%s',
    (word) => {
      const values = fc
        .sample(anyValue, { numRuns: 40, seed: 9 })
        .map((v) => v.replaceAll('\n', ''))
        .filter((v) => v !== 'E');
      const commands = values.map((v) => fill(`cat <<${word}\nx\${{ v }}\nE`, 'shell', { v }));
      const printed = spawnSync('sh', ['-s'], { input: commands.join("\nprintf '\\001'\n") })
        .stdout.toString()
        .split('\u0001');
      expect(printed).toEqual(values.map((v) => `x${v}\n`));
    },
  );
});
