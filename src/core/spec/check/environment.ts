// The types that expressions of an entry can name. What a plan or a deployment will know only later is `any`.
import type { Json } from '../../base/json';
import { isJsonObject } from '../../base/json';
import { typeOfJson } from '../expression/typeOfJson';
import type { ExpressionMember, ExpressionType } from '../expression/types';
import { mapping, textOrTexts } from '../read/readJson';
import type { UnplacedStep } from '../read/readStep';
import type { Matrix } from '../pipeline';
import type { EntryFacts } from './facts';

/** What is known of the whole spec when an expression is checked. */
export interface SharedTypes {
  readonly params: ExpressionType;
  readonly datasets: ExpressionType;
  readonly steps: ExpressionType;
}

const any: ExpressionType = { kind: 'any' };
const text: ExpressionType = { kind: 'string' };
const anything: ExpressionType = { kind: 'object', members: {}, open: true };

function object(members: Readonly<Record<string, ExpressionType>>, open = false): ExpressionType {
  return {
    kind: 'object',
    open,
    members: Object.fromEntries(Object.entries(members).map(([name, type]) => [name, { type }])),
  };
}

function described(type: ExpressionType, documentation: string): ExpressionMember {
  return { type, documentation };
}

/**
 * The environment of the expressions of an entry, in the value at `path` (section, entry, key, …). Of a step, outputs are filled in
 * first, then inputs, then env, then the command: each can name what was filled in before.
 */
export function environmentOf(
  entry: EntryFacts | undefined,
  shared: SharedTypes,
  path: readonly (string | number)[],
): ExpressionType {
  const everywhere: Record<string, ExpressionMember> = {
    params: described(shared.params, 'The params of the spec: its files and what is written in it.'),
  };
  if (entry?.section === 'datasets') return { kind: 'object', members: everywhere, open: false };
  everywhere.datasets = described(
    shared.datasets,
    'The datasets of the spec: `path`, `target` and `segments` of each.',
  );
  if (entry?.step) {
    const members = { ...everywhere, ...stepMembers(entry.step, mapping(entry.value).env ?? {}, shared) };
    return { kind: 'object', members: only(members, filledInBefore(path[2])), open: false };
  }
  everywhere.env = described(anything, 'Environment variables.');
  if (entry?.section === 'deployments') Object.assign(everywhere, deploymentMembers());
  return { kind: 'object', members: everywhere, open: entry?.section === 'monitors' };
}

/** Why a name is not known in the value at `path` of a step, where that is not simply a wrong name. */
export function whyUnknown(path: readonly (string | number)[], root: string, name: string): string | undefined {
  const [section, , key] = path;
  if (section !== 'steps') return undefined;
  if (root === 'env' && name !== 'env')
    return `The step sets no variable '${name}' under \`env\`: add it there, or let the shell read it: $${name}.`;
  if (root !== name || !stepNames.includes(name) || filledInBefore(key).includes(name)) return undefined;
  return `'${name}' is not known yet in \`${String(key)}\`, which can name ${filledInBefore(key).join(', ')} only.`;
}

const stepNames: readonly string[] = ['params', 'datasets', 'matrix', 'steps', 'inputs', 'outputs', 'env'];

/** What the value of a step's key can name. */
function filledInBefore(key: string | number | undefined): readonly string[] {
  switch (key) {
    case 'matrix':
      return stepNames.slice(0, 2);
    case 'outputs':
    case 'metrics':
    case 'pick':
      return stepNames.slice(0, 3);
    case 'inputs':
      return stepNames.slice(0, 4);
    case 'env':
      return stepNames.slice(0, 6);
    default:
      return stepNames;
  }
}

function only(
  members: Readonly<Record<string, ExpressionMember>>,
  names: readonly string[],
): Readonly<Record<string, ExpressionMember>> {
  return Object.fromEntries(Object.entries(members).filter(([name]) => names.includes(name)));
}

function stepMembers(step: UnplacedStep, env: Json, shared: SharedTypes): Readonly<Record<string, ExpressionMember>> {
  return {
    steps: described(shared.steps, 'The other steps: `outputs` of each.'),
    inputs: described(pathsType(step.inputs), "This step's inputs."),
    outputs: described(pathsType(outputsOf(step)), "This step's outputs."),
    env: described(
      object(Object.fromEntries(Object.keys(mapping(env)).map((name) => [name, text]))),
      "The variables under this step's `env`.",
    ),
    ...(step.matrix && {
      matrix: described(
        matrixType(step.matrix),
        'The values of this task of the matrix; `key` names their combination.',
      ),
    }),
  };
}

/** Metrics files are outputs too, after the others and without names. */
function outputsOf(step: UnplacedStep): readonly { readonly name?: string }[] {
  return [...step.outputs, ...step.metrics.map(() => ({}))];
}

function deploymentMembers(): Readonly<Record<string, ExpressionMember>> {
  return {
    model: described(
      object({ path: text, name: text, version: text, alias: text }, true),
      'The model that serves; `path` is where it was put.',
    ),
    port: described({ kind: 'number' }, 'The port that the replica has to listen on.'),
  };
}

/** A list when none has a name; else a mapping of the named ones. A name can stand for several paths when it is a glob. */
function pathsType(paths: readonly { readonly name?: string }[], item: ExpressionType = any): ExpressionType {
  if (paths.length > 0 && paths.every(({ name }) => name === undefined)) return { kind: 'list', item };
  return object(Object.fromEntries(paths.map(({ name }, index) => [name ?? String(index), item])));
}

/** Each axis, with what `include` adds to it. */
export function matrixType(matrix: Matrix): ExpressionType {
  const axes: Record<string, ExpressionType> = { key: text };
  const added = new Set(matrix.include.flatMap((item) => Object.keys(item)));
  for (const [axis, values] of Object.entries(matrix.axes)) {
    const list = Array.isArray(values) ? typeOfJson(values as readonly Json[]) : any;
    axes[axis] = list.kind === 'list' && !added.has(axis) ? list.item : any;
  }
  for (const axis of added) axes[axis] ??= any;
  return object(axes);
}

/** What other steps can name of a step. */
export function stepType(step: UnplacedStep, broken: boolean): ExpressionType {
  if (broken) return anything;
  // What a step picks goes by the name that it has in the step it is picked from.
  if (step.pick) return object({ outputs: any });
  return object({ outputs: pathsType(outputsOf(step), step.matrix ? { kind: 'list', item: text } : text) });
}

/** What expressions can name of a dataset. */
export function datasetType(value: Json, broken: boolean): ExpressionType {
  if (broken || !isJsonObject(value)) return anything;
  const paths = textOrTexts(mapping(value).path);
  const members = {
    path: paths.length > 1 ? ({ kind: 'list', item: text } as const) : text,
    segments: { kind: 'list', item: text } as const,
  };
  return object(typeof value.target === 'string' ? { ...members, target: text } : members);
}
