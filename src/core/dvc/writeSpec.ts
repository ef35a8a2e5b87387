// A converted pipeline -> the text of a fairlead.yaml, laid out as a person would write it.
import { stringify } from 'yaml';
import { isJsonList, isJsonObject, type Json, type JsonObject } from '../base/json';
import type { ConvertedOutput, ConvertedStep } from './convertStage';

/** A dataset made of a `.dvc` file. */
export interface ConvertedDataset {
  readonly name: string;
  readonly paths: readonly string[];
  readonly description?: string;
  readonly notes: readonly string[];
}

/** Everything that is written. */
export interface ConvertedSpec {
  readonly source: string;
  readonly name: string | undefined;
  readonly notes: readonly string[];
  readonly paramsFiles: readonly string[];
  readonly params: JsonObject;
  readonly datasets: readonly ConvertedDataset[];
  readonly steps: readonly ConvertedStep[];
}

/** The text of the spec. Notes stand as comments above what they are about. */
export function writeSpec({ source, name, notes, paramsFiles, params, datasets, steps }: ConvertedSpec): string {
  const blocks = [
    [
      `# Converted from ${source}. Comments that begin with "DVC:" say what could not be taken over.`,
      ...comments(notes, ''),
      'fairlead: 1',
      ...(name === undefined ? [] : [`name: ${scalar(name)}`]),
    ],
    paramsBlock(paramsFiles, params),
    datasets.length === 0 ? [] : ['datasets:', ...datasets.flatMap(datasetLines)],
    ['steps:', ...joinWithBlankLines(steps.map(stepLines))],
  ];
  if (steps.length === 0) blocks[3] = ['steps: {}'];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function paramsBlock(files: readonly string[], params: JsonObject): readonly string[] {
  const [only, ...more] = files;
  if (only !== undefined) return [`params: ${more.length === 0 ? scalar(only) : flow(files)}`];
  return Object.keys(params).length === 0 ? [] : ['params:', ...indented(stringify(params, { lineWidth: 0 }), '  ')];
}

function datasetLines({ name, paths, description, notes }: ConvertedDataset): readonly string[] {
  const [only, ...more] = paths;
  return [
    ...comments(notes, '  '),
    `  ${scalar(name)}:`,
    ...(description === undefined ? [] : [`    description: ${scalar(description)}`]),
    `    path: ${only !== undefined && more.length === 0 ? scalar(only) : flow(paths)}`,
  ];
}

function stepLines(step: ConvertedStep): readonly string[] {
  const lines = [...comments(step.notes, '  '), `  ${scalar(step.name)}:`];
  const add = (key: string, value: string | undefined) => {
    if (value !== undefined) lines.push(`    ${key}: ${value}`);
  };
  add('description', step.description === undefined ? undefined : scalar(step.description));
  add('working_directory', step.workingDirectory === undefined ? undefined : scalar(step.workingDirectory));
  if (step.matrix !== undefined) lines.push('    matrix:', ...matrixLines(step.matrix));
  if (step.run.includes('\n')) lines.push('    run: |', ...indented(step.run, '      '));
  else add('run', scalar(step.run));
  lines.push(...listLines('inputs', step.inputs), ...outputLines(step.outputs));
  lines.push(...listLines('metrics', step.metrics), ...listLines('params', step.params));
  add('frozen', step.frozen ? 'true' : undefined);
  add('always_changed', step.alwaysChanged ? 'true' : undefined);
  return lines;
}

function matrixLines(matrix: JsonObject): readonly string[] {
  return Object.entries(matrix).flatMap(([axis, values]) => {
    const items = isJsonList(values) ? values : undefined;
    if (items === undefined) return [`      ${scalar(axis)}: ${scalar(values)}`];
    const short = `      ${scalar(axis)}: ${flow(items)}`;
    if (short.length <= 100 && axis !== 'include') return [short];
    return [`      ${scalar(axis)}:`, ...items.map((item) => `        - ${flow(item)}`)];
  });
}

/** Short lists on one line, longer ones and those with comments with a line an item. */
function listLines(key: string, paths: readonly string[]): readonly string[] {
  if (paths.length === 0) return [];
  const short = `    ${key}: ${flow(paths)}`;
  return short.length <= 100 ? [short] : [`    ${key}:`, ...paths.map((path) => `      - ${scalar(path)}`)];
}

function outputLines(outputs: readonly ConvertedOutput[]): readonly string[] {
  const isPlain = outputs.every(({ cache, persist, comment }) => cache && !persist && comment === undefined);
  if (isPlain)
    return listLines(
      'outputs',
      outputs.map(({ path }) => path),
    );
  return ['    outputs:', ...outputs.map((output) => `      - ${outputText(output)}`)];
}

function outputText({ path, cache, persist, comment }: ConvertedOutput): string {
  const flags = { ...(cache ? {} : { cache }), ...(persist ? { persist } : {}) };
  const text = cache && !persist ? scalar(path) : flow({ path, ...flags });
  return comment === undefined ? text : `${text} # ${comment}`;
}

function comments(notes: readonly string[], indent: string): readonly string[] {
  return notes.flatMap((note) => note.split('\n').map((line) => `${indent}# DVC: ${line}`));
}

function indented(text: string, indent: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `${indent}${line}`));
}

function joinWithBlankLines(blocks: readonly (readonly string[])[]): readonly string[] {
  return blocks.flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

/** A value on a line of its own, in quotes only where YAML needs them. */
function scalar(value: Json): string {
  // JSON's strings are YAML's, and the only ones that hold line breaks on one line.
  if (typeof value === 'string' && value.includes('\n')) return JSON.stringify(value);
  return stringify(value, { lineWidth: 0 }).trimEnd();
}

/** A value inside of `[ ]` or `{ }`, where braces and commas have a meaning. */
function flow(value: Json): string {
  if (isJsonList(value)) return `[${value.map(flow).join(', ')}]`;
  if (isJsonObject(value))
    return `{ ${Object.entries(value)
      .map(([key, member]) => `${flow(key)}: ${flow(member)}`)
      .join(', ')} }`;
  const plain = scalar(value);
  const needsQuotes = typeof value === 'string' && /[,[\]{}]|^['"]|\n/.test(plain);
  return needsQuotes ? quoted(value) : plain;
}

/** Single quotes read best; they cannot hold control characters. */
function quoted(text: string): string {
  return /\p{Cc}/u.test(text) ? JSON.stringify(text) : `'${text.replaceAll("'", "''")}'`;
}
