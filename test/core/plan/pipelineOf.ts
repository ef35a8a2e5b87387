// A pipeline written in a few words, for tests: strings are templates as in a spec, everything else has its default.
import type { Json, JsonObject } from '../../../src/core/base/json';
import type { Dataset, Input, Matrix, Output, Pick, Pipeline, Step } from '../../../src/core/spec/pipeline';
import { parseTemplate } from '../../../src/core/spec/expression/parseTemplate';
import type { Template } from '../../../src/core/spec/template';

export interface StepText {
  readonly run?: string;
  readonly pick?: Omit<Pick, 'as'> & { readonly as: string };
  readonly cd?: string;
  readonly axes?: Readonly<Record<string, readonly Json[] | string>>;
  readonly include?: readonly JsonObject[];
  readonly exclude?: readonly JsonObject[];
  readonly inputs?: readonly string[] | Readonly<Record<string, string>>;
  readonly outputs?: readonly string[] | Readonly<Record<string, string>>;
  readonly metrics?: readonly string[];
  readonly params?: readonly string[];
  readonly needs?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly frozen?: boolean;
  readonly alwaysChanged?: boolean;
  readonly persist?: boolean;
}

export interface PipelineText {
  readonly params?: JsonObject;
  readonly datasets?: Readonly<Record<string, string | readonly string[]>>;
  readonly steps: Readonly<Record<string, StepText>>;
}

/** Each step stands on the line of its number, at column 2. */
export function pipelineOf({ params = {}, datasets = {}, steps }: PipelineText): Pipeline {
  return {
    name: 'test',
    params,
    paramsFiles: [],
    datasets: Object.fromEntries(Object.entries(datasets).map(([name, path]) => [name, datasetOf(name, path)])),
    steps: Object.entries(steps).map(([name, text], line) => stepOf(name, text, line)),
    executors: {},
    files: ['fairlead.yaml'],
  };
}

function datasetOf(name: string, path: string | readonly string[]): Dataset {
  const paths = typeof path === 'string' ? [path] : path;
  return { name, paths: paths.map(template), segments: [], place: { file: 'fairlead.yaml', line: 0, character: 0 } };
}

function stepOf(name: string, text: StepText, line: number): Step {
  const { run, pick, cd, axes, include = [], exclude = [], persist = false } = text;
  return {
    name,
    ...(run === undefined ? {} : { run: template(run) }),
    ...(pick === undefined ? {} : { pick: { ...pick, as: template(pick.as) } }),
    ...(cd === undefined ? {} : { workingDirectory: cd }),
    ...(axes || include.length > 0 ? { matrix: matrixOf(axes ?? {}, include, exclude) } : {}),
    inputs: named(text.inputs),
    outputs: named(text.outputs).map((output): Output => ({ ...output, cache: true, persist })),
    metrics: (text.metrics ?? []).map(template),
    params: text.params ?? [],
    needs: text.needs ?? [],
    resources: { cpus: 1, gpus: 0 },
    retries: { times: 0, backoffMs: 0 },
    env: Object.fromEntries(Object.entries(text.env ?? {}).map(([key, value]) => [key, template(value)])),
    secrets: [],
    executor: 'local',
    frozen: text.frozen ?? false,
    alwaysChanged: text.alwaysChanged ?? false,
    place: { file: 'fairlead.yaml', line, character: 2 },
  };
}

function matrixOf(
  axes: NonNullable<StepText['axes']>,
  include: readonly JsonObject[],
  exclude: readonly JsonObject[],
): Matrix {
  const filled = Object.entries(axes).map(
    ([name, values]) => [name, typeof values === 'string' ? template(values) : values] as const,
  );
  return { axes: Object.fromEntries(filled), include, exclude };
}

function named(paths: StepText['inputs'] = []): readonly Input[] {
  if (Array.isArray(paths)) return (paths as readonly string[]).map((path) => ({ path: template(path) }));
  return Object.entries(paths).map(([name, path]) => ({ name, path: template(path) }));
}

function template(text: string): Template {
  return parseTemplate(text).template;
}
