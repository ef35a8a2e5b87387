// Incremental = fresh: whatever is typed, an open spec says the same as one opened with the final text.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Range } from '../../../src/core/base/text';
import { applyEdits, open } from './support';
import { corpus } from './corpus';
import type { SpecDocument } from '../../../src/core/spec/spec';

const files = {
  'params.yaml': 'train: { rate: 0.1, depths: [1, 2] }\n',
  'specs/more.yaml': 'steps:\n  more:\n    run: python more.py\n',
  'steps/train.py': '',
};

/** Everything that a document answers. */
function answers(document: SpecDocument): unknown {
  return {
    text: document.text,
    diagnostics: document.diagnostics(),
    pipeline: document.pipeline(),
    symbols: document.symbols(),
    steps: document.names('step'),
    uses: document
      .names('step')
      .map((name) => [document.definitions({ kind: 'step', name }), document.references({ kind: 'step', name })]),
  };
}

const pieces = [
  'x',
  ' ',
  '\n',
  '\n  ',
  '\n    ',
  ':',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  '- ',
  '#',
  '&a ',
  '*a',
  '|',
  '\t',
  '${{',
  '}}',
  'steps:\n',
  '  new:\n    run: x\n',
  '---\n',
  '<<<<<<< a\n',
  '=======\n',
  'inputs: [build/x]',
  'outputs: [build/x]',
  'params: params.yaml\n',
  'needs: [train]',
  '<<: *a',
];

const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(60)),
  text: fc.oneof(fc.constantFrom(...pieces), fc.constant('')),
});

// Between the two characters of a Windows line end no editor can put its cursor.
const outsideLineEnd = (text: string, offset: number): number =>
  text[offset - 1] === '\r' && text[offset] === '\n' ? offset - 1 : offset;

function rangeOf(text: string, from: number, length: number): Range {
  const start = outsideLineEnd(text, from);
  const place = (offset: number): Range['start'] => {
    const before = text.slice(0, offset);
    return { line: before.split('\n').length - 1, character: offset - (before.lastIndexOf('\n') + 1) };
  };
  return { start: place(start), end: place(outsideLineEnd(text, Math.min(start + length, text.length))) };
}

describe.each(corpus.map(({ name, text }) => [name, text] as const))('%s', (_, original) => {
  it('says after any edits what a fresh one says', () => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 12 }), (edits) => {
        const document = open(original, files);
        let text = original;
        for (const { at, length, text: newText } of edits) {
          const range = rangeOf(text, Math.floor(at * text.length), length);
          text = applyEdits(text, [{ range, newText }]);
          document.edit([{ range, text: newText }]);
          if (at < 0.5) document.diagnostics();
        }
        expect(answers(document)).toEqual(answers(open(text, files)));
      }),
      { numRuns: 60 },
    );
  });
});

it('a suppression comment above an entry counts as soon as it is typed, and no longer than it stands there', () => {
  const text = 'fairlead: 1\nsteps:\n  a: { run: a }\n  # fairlead-ignor FL010\n  b: { run: b, rum: c }\n';
  const document = open(text);
  const end = { line: 3, character: 18 };
  expect(document.diagnostics()).toHaveLength(1);
  document.edit([{ range: { start: end, end }, text: 'e' }]);
  expect(document.diagnostics()).toEqual([]);
  document.edit([{ range: { start: end, end: { line: 3, character: 19 } }, text: '' }]);
  expect(document.diagnostics()).toHaveLength(1);
});
