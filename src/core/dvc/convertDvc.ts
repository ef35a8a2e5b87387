// A dvc.yaml, with the files it names, -> the text of a fairlead.yaml that has the same steps and the same edges.
import type { JsonObject } from '../base/json';
import { readParamsFile } from '../spec/read/paramsFile';
import type { ProjectFiles } from '../spec/projectFiles';
import { convertStage, isMetricsFile, type ConvertedStep } from './convertStage';
import { DvcContext } from './dvcContext';
import { outputsOf, stagesOf, textsOf } from './dvcFile';
import { folderOf, joinPath } from './dvcPaths';
import { readDatasets } from './readDatasets';
import { writeSpec } from './writeSpec';

/** The new spec, to be written beside the dvc.yaml, and everything that it could not say. */
export interface ConvertedDvc {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * Converts `file` into a spec that is called `name` where one is given. Never fails: what cannot be read or said is a
 * note, and most notes are comments in the text as well.
 */
export function convertDvc(files: ProjectFiles, file = 'dvc.yaml', name?: string): ConvertedDvc {
  const folder = folderOf(file);
  const read = readParamsFile('dvc.yaml', files.read(file));
  const notes: string[] = [];
  if (read.kind === 'missing') notes.push(`${file} is missing or cannot be read.`);
  if (read.kind === 'invalid') notes.push(`${file} cannot be read: ${read.message}.`);
  const dvc = read.kind === 'read' ? read.values : {};
  const context = DvcContext.read(dvc, files, folder, (note) => notes.push(note));
  const stages = stagesOf(dvc);
  const conversion = { context, files, folder, made: madePaths(dvc) };
  const steps = withTopMetrics(withUniqueNames(stages.flatMap((stage) => convertStage(stage, conversion))), dvc, notes);
  const datasets = readDatasets(files, folder);
  notes.push(...generalNotes(dvc, files, folder));
  const paramsFiles = [...new Set(steps.flatMap((step) => step.paramsFiles))].sort();
  const text = writeSpec({ source: file, name, notes, paramsFiles, params: context.params, datasets, steps });
  const dataNotes = datasets.flatMap((dataset) => dataset.notes.map((note) => `${dataset.name}: ${note}`));
  return { text, notes: [...notes, ...dataNotes, ...stepNotes(steps)] };
}

/** Many steps may have the same to say; each sentence is said once. */
function stepNotes(steps: readonly ConvertedStep[]): readonly string[] {
  const names = new Map<string, string[]>();
  for (const step of steps) for (const note of step.notes) names.set(note, [...(names.get(note) ?? []), step.name]);
  return [...names].map(([note, [first = '', ...others]]) => {
    const more = others.length > 2 ? ` and ${String(others.length)} more` : others.map((name) => `, ${name}`).join('');
    return `${first}${more}: ${note}`;
  });
}

/** Outputs as written; those with values of a matrix in their names are nobody's params file. */
function madePaths(dvc: JsonObject): ReadonlySet<string> {
  const made = new Set<string>();
  for (const { body } of stagesOf(dvc)) {
    const directory = typeof body.wdir === 'string' ? body.wdir : '.';
    for (const { path } of [...outputsOf(body.outs), ...outputsOf(body.metrics), ...outputsOf(body.plots)]) {
      made.add(joinPath(directory, path));
    }
  }
  return made;
}

/** Tasks written out as steps may get the name of another step. */
function withUniqueNames(steps: readonly ConvertedStep[]): readonly ConvertedStep[] {
  const taken = new Set<string>();
  return steps.map((step) => {
    let name = step.name;
    for (let copy = 2; taken.has(name); copy++) name = `${step.name}-${String(copy)}`;
    taken.add(name);
    return { ...step, name };
  });
}

/** Metrics named at the top belong to the step that makes the file, or the directory it lies in. */
function withTopMetrics(steps: readonly ConvertedStep[], dvc: JsonObject, notes: string[]): readonly ConvertedStep[] {
  const top = textsOf(dvc.metrics).map((written) => joinPath('', written));
  for (const path of top) {
    if (steps.some((step) => isAmong(step.metrics, path) || (isMetricsFile(path) && makes(step, path)))) continue;
    notes.push(
      `the metrics file '${path}' will not be recorded: it is the output of no step, or in no format that metrics are read from.`,
    );
  }
  return steps.map((step) => {
    const metrics = top.filter((path) => isMetricsFile(path) && makes(step, path));
    if (metrics.length === 0) return step;
    const outputs = step.outputs.filter(({ path }) => !metrics.includes(path));
    return { ...step, outputs, metrics: [...step.metrics, ...metrics] };
  });
}

/** Whether one of the converted paths is `path` for some values of its expressions. */
function isAmong(converted: readonly string[], path: string): boolean {
  return converted.some((text) => {
    const literals = text.split(/\$\{\{.*?\}\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    return new RegExp(`^${literals.join('.+')}$`).test(path);
  });
}

function makes({ outputs }: ConvertedStep, path: string): boolean {
  return outputs.some((output) => output.path === path || path.startsWith(`${output.path}/`));
}

function generalNotes(dvc: JsonObject, files: ProjectFiles, folder: string): readonly string[] {
  const notes: string[] = [];
  const hasPlotSettings =
    dvc.plots !== undefined ||
    stagesOf(dvc).some(({ body }) =>
      outputsOf(body.plots).some(
        ({ flags }) => flags.x !== undefined || flags.y !== undefined || flags.template !== undefined,
      ),
    );
  if (hasPlotSettings)
    notes.push('how plots are drawn (axes, templates, titles) was not taken over; their files are outputs.');
  if (dvc.artifacts !== undefined) notes.push('artifacts were not taken over: declare them under `models`.');
  if (dvc.datasets !== undefined)
    notes.push('datasets from elsewhere were not taken over: fetch them in a step of their own.');
  if (stagesOf(dvc).some(({ body }) => outputsOf(body.metrics).some(({ flags }) => flags.cache === false))) {
    notes.push('metrics files are kept in the cache as well: `cache: false` of metrics has no counterpart.');
  }
  if (files.read(joinPath(folder, 'dvc.lock')) !== undefined) {
    notes.push('dvc.lock holds MD5 digests, which Fairlead does not use: every step runs once before it is fresh.');
  }
  const known = new Set(['stages', 'vars', 'params', 'metrics', 'plots', 'artifacts', 'datasets']);
  for (const key of Object.keys(dvc)) if (!known.has(key)) notes.push(`'${key}' is not known and was left out.`);
  return notes;
}
