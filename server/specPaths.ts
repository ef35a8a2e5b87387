// Which values of a spec name files, and what a file is to the pipeline.
import type { Position, Range } from '../src/core/base/text';
import { metaAt } from '../src/core/spec/describe';
import type { Pipeline, Step } from '../src/core/spec/pipeline';
import type { SpecDocument, SpecPath } from '../src/core/spec/spec';
import type { Template } from '../src/core/spec/template';
import { lineText } from './ranges';

/** `output`: a step makes it. `input`: anything else that names a file; a step may make that as well. */
export type PathRole = 'input' | 'output';

const outputKeys = new Set<string | number | undefined>(['outputs', 'metrics', 'pick']);

/** What the value at `path` names on the disk, or undefined when it names no file. */
export function pathRole(path: SpecPath): PathRole | undefined {
  if (metaAt(path).path !== true) return undefined;
  return path[0] === 'steps' && outputKeys.has(path[2]) ? 'output' : 'input';
}

/** The path on the disk that is written under the cursor, without expressions in it: those are known only when planned. */
export function pathAt(
  document: SpecDocument,
  position: Position,
): { readonly text: string; readonly role: PathRole; readonly range: Range } | undefined {
  const context = document.contextAt(position);
  if (context.kind !== 'value') return undefined;
  const role = pathRole(context.path);
  const range = document.find(context.path)?.value;
  const text = range && literalText(lineText(document.text, range.start.line), range);
  return role === undefined || range === undefined || text === undefined ? undefined : { text, role, range };
}

/** The steps that make `path`, whole or as a part of a directory that they write. */
export function makersOf(pipeline: Pipeline, path: string): readonly Step[] {
  return pipeline.steps.filter((step) => outputsOf(step).some((output) => covers(output, path)));
}

function outputsOf(step: Step): readonly Template[] {
  const picked = step.pick === undefined ? [] : [step.pick.as];
  return [...step.outputs.map(({ path }) => path), ...step.metrics, ...picked];
}

/** An expression in an output stands for one name at least; which one is known only when the matrix is expanded. */
function covers(output: Template, path: string): boolean {
  if (typeof output === 'string') return path === output || path.startsWith(`${output.replace(/\/$/, '')}/`);
  const source = output.parts.map((part) => (typeof part === 'string' ? escapeRegExp(part) : '[^/]+')).join('');
  return new RegExp(`^${source}(?:/|$)`).test(path);
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** Every value of this file that names something on the disk, as written. */
export function* pathsIn(document: SpecDocument): Generator<{ readonly text: string; readonly range: Range }> {
  const lines = document.text.split('\n');
  for (const path of pathPlaces(document.pipeline(), document.file)) {
    const range = document.find(path)?.value;
    const text = range && literalText(lines[range.start.line] ?? '', range);
    if (range !== undefined && text !== undefined) yield { text, range };
  }
}

function* pathPlaces(pipeline: Pipeline, file: string): Generator<SpecPath> {
  yield ['params'];
  for (const index of pipeline.paramsFiles.keys()) yield ['params', index];
  for (const dataset of Object.values(pipeline.datasets)) {
    yield ['datasets', dataset.name, 'path'];
    for (const index of dataset.paths.keys()) yield ['datasets', dataset.name, 'path', index];
  }
  for (const step of pipeline.steps) {
    if (step.place.file !== file) continue;
    for (const [index, { name }] of step.inputs.entries()) yield ['steps', step.name, 'inputs', name ?? index];
  }
}

/** The text of a scalar on one line, without its quotes; undefined when an expression or an escape is in it. */
function literalText(line: string, { start, end }: Range): string | undefined {
  if (start.line !== end.line) return undefined;
  const written = line.slice(start.character, end.character);
  const text = /^(["'])(.*)\1$/.exec(written)?.[2] ?? written;
  return text === '' || /[\\{}[\]]|\$\{\{/.test(text) ? undefined : text;
}
