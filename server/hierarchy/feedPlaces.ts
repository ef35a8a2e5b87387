// Where a step says that another one feeds it: the name under `needs`, the path under `inputs`, the expression.
import type { Range } from '../../src/core/base/text';
import type { SpecDocument, SpecFeed } from '../../src/core/spec/spec';
import { textIn } from '../ranges';

/** The places in `to` that say so, as far as they are in the spec's own file. */
export function feedPlaces(document: SpecDocument, { from, to, because }: SpecFeed): readonly Range[] {
  const [definition] = document.definitions({ kind: 'step', name: to });
  const value = document.find(['steps', to])?.value;
  if (definition?.file !== document.file || value === undefined) return [];
  const names = document.namesIn(definition.range.start.line, value.end.line).filter(({ range }) => isIn(range, value));
  const [, path] = /^reads '(.*)' of /.exec(because) ?? [];
  if (path !== undefined) return inputPlaces(document, to, path);
  const [, dataset] = /^names the dataset '(.*?)'/.exec(because) ?? [];
  const named = names.filter(({ name }) =>
    dataset === undefined
      ? name.kind === 'step' && name.name === from
      : name.kind === 'dataset' && name.name === dataset,
  );
  return named.map(({ range }) => range);
}

function inputPlaces(document: SpecDocument, step: string, path: string): readonly Range[] {
  const inputs = document.pipeline().steps.find(({ name }) => name === step)?.inputs ?? [];
  const values = inputs.flatMap(
    (input, index) => document.find(['steps', step, 'inputs', input.name ?? index])?.value ?? [],
  );
  // A path that an expression gives is written otherwise than it reads: then all of them may be meant.
  const written = values.filter((range) => textIn(document.text, range).includes(path));
  return written.length > 0 ? written : values;
}

function isIn(inner: Range, outer: Range): boolean {
  const { line, character } = inner.start;
  if (line === outer.start.line && character < outer.start.character) return false;
  return line < outer.end.line || (line === outer.end.line && character < outer.end.character);
}
