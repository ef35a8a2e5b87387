// Test data that goes into training: a score on rows that the model has seen says nothing of rows that it has not.
import { expressionPaths } from '../../expression/expressionPaths';
import { ancestors, normalPath } from '../../paths';
import type { Template } from '../../template';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { keys } from '../provisions';
import { staticPath } from '../staticPath';
import { inputPaths } from '../stepPaths';
import { textPlace } from './places';

/** FL071 for inputs of a training step that are another step's output `test`: by its name there, or by that of its file. */
export function leakage(look: Look, entry: EntryFacts): readonly Problem[] {
  if (entry.step?.phase !== 'train') return [];
  return inputPaths(entry.value).flatMap(({ template, path }): readonly Problem[] => {
    const step = testOutput(look, entry, template);
    const extent = step === undefined ? undefined : textPlace(look, entry, path);
    if (step === undefined || !extent) return [];
    const message = `This training step reads the test data that '${step}' makes: a score on data that the model has seen says little. Read it in the step that validates.`;
    return [{ code: 'FL071', message, start: extent.start, end: extent.end }];
  });
}

// The step that makes it.
function testOutput(look: Look, entry: EntryFacts, template: Template): string | undefined {
  if (typeof template !== 'string') return namedTest(template);
  const path = normalPath(template);
  const named = makersOf(look, entry, path).find((maker) => namesItTest(look, maker, path));
  if (named || !isTestFile(path)) return named?.name;
  return [path, ...ancestors(path)].flatMap((one) => makersOf(look, entry, one))[0]?.name;
}

// `${{ steps.prepare.outputs.test }}`
function namedTest(template: Exclude<Template, string>): string | undefined {
  const found = template.parts
    .flatMap((part) => (typeof part === 'string' ? [] : expressionPaths(part)))
    .find(([root, , outputs, name]) => root?.name === 'steps' && outputs?.name === 'outputs' && name?.name === 'test');
  return found?.[1]?.name;
}

function namesItTest(look: Look, maker: EntryFacts, path: string): boolean {
  const output = maker.step?.outputs.find(({ name }) => name === 'test');
  return output !== undefined && staticPath(output.path, look.knowledge.values) === path;
}

function makersOf(look: Look, entry: EntryFacts, path: string): readonly EntryFacts[] {
  look.watched.add(keys.output(path));
  return look.knowledge.get(keys.output(path)).flatMap((one) => (one.entry && one.entry !== entry ? [one.entry] : []));
}

// `build/test.csv`, `build/test`; never `test.py`.
function isTestFile(path: string): boolean {
  return /(?:^|\/)test(?:\.(?:csv|tsv|parquet|jsonl?|ndjson|npz|npy|pkl|feather|arrow|h5|txt)(?:\.gz|\.zst)?)?$/.test(
    path,
  );
}
