import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextEdit } from 'vscode-languageserver/node';
import { parseDocument } from 'yaml';
import { applied, formatText } from '../../../server/formatting/formatText';
import { rules } from '../../../src/core/spec/rules/registry';
import { applyEdits, withRig } from '../rig';

const options = { tabSize: 2, insertSpaces: true };

/** Formatted, `before` is `after`; formatted again, it stays. */
async function checkFormatted(before: string, after: string): Promise<void> {
  await withRig(`\n#- fairlead.yaml\n${before}`, async (rig) => {
    const textDocument = { uri: rig.uri('fairlead.yaml') };
    const ask = () => rig.client.sendRequest<TextEdit[] | null>('textDocument/formatting', { textDocument, options });
    const formatted = applyEdits(before, (await ask()) ?? []);
    expect(formatted).toBe(after);
    await rig.change('fairlead.yaml', 2, formatted);
    expect((await ask()) ?? []).toEqual([]);
  });
}

test('indentation by two, spaces around colons, commas and brackets, blank lines, line ends', async () => {
  await checkFormatted(
    `fairlead:   1

steps:


    train:   
        run : "python  train.py"
        needs: [ a,b ,c ]
        env: {A: "1" ,B: '2'}
        outputs: { }
        inputs: [ ]
    b:
        run: x
`,
    `fairlead: 1

steps:

  train:
    run: "python  train.py"
    needs: [a, b, c]
    env: { A: "1", B: '2' }
    outputs: {}
    inputs: []
  b:
    run: x
`,
  );
});

test('lists are indented below their key; items keep their keys in one column', async () => {
  await checkFormatted(
    `gates:
   quality:
   -   metric: auc
       min: 0.7
   - {metric: f1}
   -
     metric: recall
`,
    `gates:
  quality:
    - metric: auc
      min: 0.7
    - { metric: f1 }
    -
      metric: recall
`,
  );
});

test('comments stay at what they are about, and in their column behind a value', async () => {
  await checkFormatted(
    `# head
steps:
      # about a
      a:
          run: x     # what a runs
          # needs: [b]
      # about b
      b: { run: y }
# about params
params: {}
`,
    `# head
steps:
  # about a
  a:
    run: x     # what a runs
    # needs: [b]
  # about b
  b: { run: y }
# about params
params: {}
`,
  );
});

test('texts of several lines move as a whole and keep their own lines', async () => {
  await checkFormatted(
    `steps:
    a:
        run: |
            python a.py \\
                --deep  

            # a comment of the shell


        description: >-
            folded
            text
        env:
            A: "one
                two"
            B: plain words
              that go on
            C: |+
              kept


    b: { run: y }
`,
    `steps:
  a:
    run: |
      python a.py \\
          --deep  

      # a comment of the shell

    description: >-
      folded
      text
    env:
      A: "one
          two"
      B: plain words
        that go on
      C: |+
        kept


  b: { run: y }
`,
  );
});

test('expressions, anchors, aliases and merge keys', async () => {
  await checkFormatted(
    `steps:
  a: &base   { run: x \${{ params.a }},env: {A: \${{ params['b,c'] }}} }
  b: {<<: *base ,needs: [a]}
`,
    `steps:
  a: &base { run: x \${{ params.a }}, env: { A: \${{ params['b,c'] }} } }
  b: { <<: *base, needs: [a] }
`,
  );
});

test('brackets over several lines keep their lines', async () => {
  await checkFormatted(
    `steps:
  a:
    needs: [
       b,   # first
     c,
      ]
    run: x
`,
    `steps:
  a:
    needs: [
      b,   # first
      c,
    ]
    run: x
`,
  );
});

test('line ends of Windows stay', async () => {
  await checkFormatted(
    'steps:\r\n    a:  \r\n        run: |\r\n           x\r\n\r\n\r\n        needs: []\r\n',
    'steps:\r\n  a:\r\n    run: |\r\n      x\r\n\r\n    needs: []\r\n',
  );
});

test('what cannot be read is left alone', async () => {
  for (const broken of [
    'steps:\n   a: { run: "x\n',
    'steps:\n\ta: x\n',
    'a:  1\n<<<<<<< x\nb:  2\n=======\n>>>>>>> y\n',
  ])
    await checkFormatted(broken, broken);
  // What lies behind the end of the first document is not read.
  const two = 'name:  x\n---\nname:  y\n';
  expect(applied(two, formatText(two))).toBe('name: x\n---\nname:  y\n');
});

test('a range is formatted by whole entries, the others stay', async () => {
  const before = 'steps:\n    a:\n        run:  x\n    b:\n        run:  y\n    c: {run: z}\n';
  await withRig(`\n#- fairlead.yaml\n${before}`, async (rig) => {
    const edits = await rig.client.sendRequest<TextEdit[]>('textDocument/rangeFormatting', {
      textDocument: { uri: rig.uri('fairlead.yaml') },
      range: { start: { line: 4, character: 8 }, end: { line: 5, character: 0 } },
      options,
    });
    expect(edits.map(({ range }) => range.start.line)).toEqual([3, 4, 4]);
  });
});

/** A new line at `‸` is indented like this. */
async function checkNewLine(source: string, indent: number): Promise<void> {
  await withRig(source, async (rig) => {
    const position = rig.fixture.cursors[0]?.position;
    const edits = await rig.client.sendRequest<TextEdit[]>('textDocument/onTypeFormatting', {
      textDocument: { uri: rig.uri('fairlead.yaml') },
      position,
      ch: '\n',
      options,
    });
    const line = applyEdits(rig.fixture.files.get('fairlead.yaml') ?? '', edits).split('\n')[position?.line ?? 0] ?? '';
    expect(line).toBe(' '.repeat(indent));
  });
}

test('a new line is indented as the line above wants it', async () => {
  await checkNewLine('\nsteps:\n‸', 2);
  await checkNewLine('\nsteps:\n  a: # first\n‸', 4);
  await checkNewLine('\nsteps:\n  a:\n    run: |\n‸', 6);
  await checkNewLine('\nsteps:\n  a:\n    run: x\n‸', 4);
  await checkNewLine('\ngates:\n  q:\n    - metric: auc\n‸', 6);
  await checkNewLine('\nsteps:\n  a:\n    needs:\n      - b\n‸', 6);
  await checkNewLine('\nsteps:\n  a: &x\n     ‸', 4);
  await checkNewLine('\n‸', 0);
});

// Real texts: the examples, and the rules' own.
const examples = readdirSync(join(import.meta.dirname, '../../../examples')).map((name) =>
  readFileSync(join(import.meta.dirname, '../../../examples', name, 'fairlead.yaml'), 'utf8'),
);
const corpus = [...examples, ...rules.flatMap(({ good, bad }) => [good, bad])];

test.each(examples)('the examples are formatted', (text) => {
  expect(formatText(text)).toEqual([]);
});

/** The values and the comments of a text; undefined when it is wrong. */
function meaning(text: string): { readonly values: unknown; readonly comments: readonly string[] } | undefined {
  const plain = text.replace(/\$\{\{[^}\n]*\}\}/g, (expression) => expression.replace(/[{}[\],]/g, '%'));
  const document = parseDocument(plain, { uniqueKeys: false, logLevel: 'silent' });
  if (document.errors.length > 0) return undefined;
  try {
    const values: unknown = document.toJS();
    return { values, comments: text.match(/#.*$/gm)?.map((one) => one.trimEnd()) ?? [] };
  } catch {
    return undefined; // An alias without its anchor, or too many of them: there are no values to compare.
  }
}

function checkKeepsMeaning(text: string): void {
  const before = meaning(text);
  if (before === undefined) return;
  const once = applied(text, formatText(text));
  expect(meaning(once)).toEqual(before);
  expect(applied(once, formatText(once))).toBe(once);
}

test('formatting real texts keeps their values and comments, and a second time changes nothing', () => {
  for (const text of corpus) checkKeepsMeaning(text);
});

test('so it does when spaces, blank lines and comments are strewn in', () => {
  const strewn = fc.constantFrom(' ', '  ', '\n', '\n\n', ' # c\n', '\n  # c\n', '    ', ' ,', '- ', '|\n', '"');
  const places = fc.array(fc.tuple(fc.nat(), strewn), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(fc.constantFrom(...corpus), places, (text, insertions) => {
      checkKeepsMeaning(
        insertions.reduce((before, [place, space]) => {
          const at = place % (before.length + 1);
          return before.slice(0, at) + space + before.slice(at);
        }, text),
      );
    }),
    { numRuns: 3000 },
  );
});

test('so it does whatever the indentation', () => {
  const steps = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(fc.constantFrom(...corpus), steps, (text, [a = 2, b = 2, c = 2, d = 2]) => {
      const widths = [0, a, a + b, a + b + c, a + b + c + d];
      const reindented = text.replace(/^( *)(?=\S)/gm, (spaces) =>
        ' '.repeat(widths[spaces.length / 2] ?? spaces.length * 4),
      );
      checkKeepsMeaning(reindented);
    }),
    { numRuns: 500 },
  );
});
