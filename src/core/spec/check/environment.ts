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

/** The environment of the expressions of an entry. */
export function environmentOf(entry: EntryFacts | undefined, shared: SharedTypes): ExpressionType {
  const members: Record<string, ExpressionMember> = {
    params: described(shared.params, 'The params of the spec: its files and what is written in it.'),
    datasets: described(shared.datasets, 'The datasets of the spec: `path`, `target` and `segments` of each.'),
  };
  if (entry?.section === 'datasets')
    return { kind: 'object', members: { params: members.params ?? { type: any } }, open: false };
  members.env = described(anything, 'Environment variables.');
  if (entry?.step) Object.assign(members, stepMembers(entry.step, shared));
  if (entry?.section === 'deployments') Object.assign(members, deploymentMembers());
  return { kind: 'object', members, open: entry?.section === 'monitors' };
}

function stepMembers(step: UnplacedStep, shared: SharedTypes): Readonly<Record<string, ExpressionMember>> {
  return {
    steps: described(shared.steps, 'The other steps: `outputs` of each.'),
    inputs: described(pathsType(step.inputs), "This step's inputs."),
    outputs: described(pathsType(step.outputs), "This step's outputs."),
    ...(step.matrix && {
      matrix: described(
        matrixType(step.matrix),
        'The values of this task of the matrix; `key` names their combination.',
      ),
    }),
  };
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
  if (paths.every(({ name }) => name === undefined)) return { kind: 'list', item };
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
  return object({ outputs: pathsType(step.outputs, step.matrix ? { kind: 'list', item: text } : text) });
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
