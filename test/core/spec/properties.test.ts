// What holds for every text: errors stay where they are, typing never throws, ranges name what messages name, values are those of YAML.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Diagnostic } from '../../../src/core/spec/diagnostic';
import { ChunkValues } from '../../../src/core/spec/check/values';
import { scalarMap } from '../../../src/core/spec/syntax/scalarMap';
import { eachScalar } from '../../../src/core/spec/syntax/node';
import { parseChunk } from '../../../src/core/spec/syntax/parseChunk';
import { SpecFile } from '../../../src/core/spec/syntax/specFile';
import { corpus, flightsSample, mixedSample, ruleSamples } from './corpus';
import { open, show, textAt } from './support';

const files = {
  'params.yaml': 'train: { rate: 0.1, depths: [1, 2] }\n',
  'specs/more.yaml': 'steps: {}\n',
  'steps/train.py': '',
  'data/flights.csv': '',
};

describe('errors stay in their entry', () => {
  // An error in `last` must be reported whatever is wrong in `broken`, and nothing may be reported of `good`.
  const head = 'fairlead: 1\nsteps:\n  good:\n    run: python good.py\n    outputs: [a.csv]\n';
  const tail =
    '  user:\n    run: python user.py\n    inputs: [a.csv]\n    needs: [good]\n  last:\n    run: python last.py\n    timout: 10m\n';
  it.each([
    ['a quote left open', '    run: "python\n'],
    ['a single quote left open', "    run: 'python\n"],
    ['a bracket left open', '    inputs: [a, b\n'],
    ['a brace left open', '    env: { A: 1\n'],
    ['a tab', '    run: x\n\ttimeout: 10m\n'],
    ['a key without colon', '    run: x\n    timeo\n'],
    ['a key without value', '    run:\n'],
    ['a list item one column off', '    run: x\n    inputs:\n      - a\n     - b\n'],
    ['a line one column off', '    run: x\n   timeout: 10m\n'],
    ['an open block', '    run: |\n'],
    ['an unknown alias', '    run: *nothing\n'],
    ['an alias without name', '    run: *\n'],
    ['a tag', '    run: !!nothing x\n'],
    ['a second colon', '    run: a: b\n'],
    ['an unclosed expression', '    run: ${{ params.\n'],
    ['a dash', '    - x\n'],
    ['a closing bracket', '    run: x\n    ]\n'],
    ['a question mark', '    ? x\n'],
    ['a directive', '    %YAML\n'],
    ['at signs', '    run: @x\n'],
    ['nothing', ''],
  ])('%s', (_, broken) => {
    const text = `${head}  broken:\n${broken}${tail}`;
    const brokenLines = [5, 5 + broken.split('\n').length];
    const found = open(text).diagnostics();
    const elsewhere = found.filter(
      (one) => one.range.start.line < (brokenLines[0] ?? 0) || one.range.start.line >= (brokenLines[1] ?? 0),
    );
    expect(elsewhere.map((one) => `${one.code} ${textAt(text, one.range)}`)).toEqual(['FL010 timout']);
  });

  it('a merge conflict', () => {
    const text = `${head}<<<<<<< ours\n  mine:\n    run: x\n=======\n  theirs:\n    run: y\n>>>>>>> theirs\n${tail}`;
    const found = open(text).diagnostics();
    expect([...new Set(found.map((one) => one.code))]).toEqual(['FL007', 'FL010']);
  });

  it('keeps what a broken step makes known to the others', () => {
    const text =
      'fairlead: 1\nsteps:\n  maker:\n    run: "python\n    outputs: { model: build/m.json }\n  reader:\n    run: python r.py ${{ steps.maker.outputs.model }}\n    inputs: [build/m.json]\n';
    expect(
      open(text)
        .diagnostics()
        .map((one) => one.range.start.line),
    ).toEqual([3]);
  });
});

describe('typing', () => {
  it.each([mixedSample, flightsSample])(
    '$name: every beginning of the text can be read, and the cursor is always somewhere',
    ({ text }) => {
      const document = open('', files);
      let line = 0;
      let character = 0;
      for (const typed of text) {
        const at = { line, character };
        document.edit([{ range: { start: at, end: at }, text: typed }]);
        if (typed === '\n') {
          line++;
          character = 0;
        } else character += typed.length;
        document.diagnostics();
        document.contextAt({ line, character });
      }
      expect(document.text).toBe(text);
      expect(document.diagnostics()).toEqual(open(text, files).diagnostics());
    },
  );
});

describe('ranges', () => {
  it.each([...corpus, ...ruleSamples])(
    '$name: lie in the text, on one line, and show what the message quotes',
    ({ text }) => {
      const lines = text.split('\n');
      for (const diagnostic of open(text, files).diagnostics()) {
        const { start, end } = diagnostic.range;
        expect(end.line, show(diagnostic)).toBe(start.line);
        expect(end.character, show(diagnostic)).toBeGreaterThan(start.character);
        expect(end.character, show(diagnostic)).toBeLessThanOrEqual(lines[start.line]?.length ?? 0);
      }
    },
  );

  it('of unknown names are exactly the names', () => {
    const named = (diagnostic: Diagnostic): boolean =>
      ['FL010', 'FL020', 'FL021', 'FL022', 'FL023', 'FL024', 'FL025', 'FL026', 'FL027', 'FL040'].includes(
        diagnostic.code,
      );
    for (const { text } of ruleSamples) {
      for (const diagnostic of open(text, files).diagnostics().filter(named))
        expect(diagnostic.message).toContain(`'${textAt(text, diagnostic.range)}'`);
    }
  });
});

describe('values', () => {
  const yamlOf = (text: string): unknown => parse(text, { merge: true });

  it.each([mixedSample, ...ruleSamples.filter((sample) => sample.name.endsWith('good'))])(
    '$name: are those of a whole-file parse',
    ({ text }) => {
      // Outside of quotes an expression in braces is our own extension of YAML.
      const plain = text.replaceAll(/\{ model: build[^\n]*\}/g, '{ model: build/m.json }');
      const file = new SpecFile('fairlead.yaml', plain, 0);
      const whole: Record<string, unknown> = {};
      for (const chunk of file.chunks) {
        const entry = chunk.parsed.root?.kind === 'map' ? chunk.parsed.root.entries[0] : undefined;
        if (!entry) continue;
        const value = new ChunkValues(chunk, file.anchors).json(entry.value);
        if (chunk.cut.kind === 'entry')
          whole[chunk.cut.section] = { ...(whole[chunk.cut.section] as object | null), [entry.key]: value };
        else whole[entry.key] = value;
      }
      expect(whole).toEqual(yamlOf(plain));
    },
  );

  it('of scalars in every style can be found in the source, character by character', () => {
    const word = fc.stringMatching(/^[a-zA-Z0-9é🙂'"\\ ,.-]{0,12}$/u);
    const styles: readonly ((words: readonly string[]) => string)[] = [
      (words) => `k: ${JSON.stringify(words.join(' '))}\n`,
      (words) => `k: '${words.join(' ').replaceAll("'", "''")}'\n`,
      (words) => `k: |\n  x${words.join('\n  ')}\n`,
      (words) => `k: >-\n  x${words.join('\n  ')}\n`,
      (words) => `k: x${words.join('\n  ').replaceAll(/["'#:\\]/g, 'q')}\n`,
    ];
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...styles),
        fc.constantFrom('\n', '\r\n'),
        (words, style, lineEnd) => {
          const text = style(words).replaceAll('\n', lineEnd);
          const { root } = parseChunk(text);
          if (!root) return;
          eachScalar(root, (scalar) => {
            if (typeof scalar.value !== 'string') return;
            const map = scalarMap(text, scalar);
            for (let unit = 0; unit < scalar.value.length; unit++) {
              const character = scalar.value.charAt(unit);
              const at = map[unit] ?? -1;
              if (/\s/.test(character) || text[at] === '\\') continue;
              expect(text.slice(at, at + character.length), JSON.stringify({ text, unit })).toBe(character);
            }
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('large and hostile texts', () => {
  it('10,000 aliases: one clear message', () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => `  s${String(index)}: *a`);
    const found = open(`fairlead: 1\nx-a: &a { run: x }\nsteps:\n${lines.join('\n')}\n`).diagnostics();
    expect(found.map(show)).toEqual([
      expect.stringContaining(
        "FL005 This file has 10,000 aliases; at most 5,000 are read, so none is: split the file with 'include', or write values out.",
      ),
    ]);
  });

  it('a billion laughs: a message, no laughter', () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `x-${String(level)}: &l${String(level)} [${
          level === 0
            ? 'ha'
            : Array(10)
                .fill(`*l${String(level - 1)}`)
                .join(', ')
        }]`,
    );
    const found = open(`fairlead: 1\n${levels.join('\n')}\n`).diagnostics();
    expect(new Set(found.map((one) => one.code))).toEqual(new Set(['FL005']));
  });

  it('an alias of itself', () => {
    expect(
      open('fairlead: 1\nx-a: &a [*a]\n')
        .diagnostics()
        .map((one) => one.code),
    ).toEqual(['FL004']);
  });

  it('5 MB in many steps, in one flow mapping, and in one line', () => {
    const steps = Array.from(
      { length: 20_000 },
      (_, index) => `  s${String(index)}:\n    run: python step.py ${'x'.repeat(220)}\n`,
    ).join('');
    expect(open(`fairlead: 1\nsteps:\n${steps}`).pipeline().steps).toHaveLength(20_000);
    const flow = Array.from(
      { length: 20_000 },
      (_, index) => `  s${String(index)}: { run: "${'x'.repeat(220)}" },\n`,
    ).join('');
    const document = open(`fairlead: 1\nsteps: {\n${flow}}\n`);
    expect(document.pipeline().steps).toHaveLength(20_000);
    expect(document.contextAt({ line: 19_000, character: 10 }).kind).toBeTypeOf('string');
    expect(open(`fairlead: 1\ndescription: ${'x'.repeat(5_000_000)}\n`).diagnostics()).toEqual([]);
  });

  it('nesting of thousands of brackets', () => {
    expect(
      open(`fairlead: 1\nx-a: ${'['.repeat(5000)}\n`)
        .diagnostics()
        .map((one) => one.code),
    ).toContain('FL001');
  });

  it('any text at all', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => {
        const document = open(text);
        for (const { range } of document.diagnostics()) expect(range.end.character).toBeGreaterThanOrEqual(0);
        document.contextAt({ line: 0, character: text.length });
        document.symbols();
        document.pipeline();
      }),
    );
  });
});
