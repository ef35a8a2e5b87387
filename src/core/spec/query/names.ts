// Every name of a kind, for completion.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';
import type { Analysis } from '../check/analysis';
import { sectionOfKind } from '../check/names';
import { keys } from '../check/provisions';
import { metricsOfTask } from '../evaluationMetrics';
import { normalPath } from '../paths';
import { mapping, textOrTexts } from '../read/readJson';
import type { SpecName } from '../spec';

/** The names of a kind, in the scope of an entry where the kind has one. */
export function namesOf(analysis: Analysis, kind: SpecName['kind'], scope?: string): readonly string[] {
  const { knowledge } = analysis;
  analysis.refresh();
  switch (kind) {
    case 'param':
      return paramNames(knowledge.values, []);
    case 'anchor':
      return analysis.main.anchors.names();
    case 'column':
      return columnNames(analysis, scope);
    case 'metric':
      return metricNames(analysis);
    case 'input':
      return partNames(analysis, 'steps', 'inputs', scope);
    case 'output':
      return partNames(analysis, 'steps', 'outputs', scope);
    case 'axis':
      return partNames(analysis, 'steps', 'matrix', scope).filter((name) => name !== 'include' && name !== 'exclude');
    case 'executor':
      return [
        ...new Set([
          'local',
          ...knowledge.catalog.executors.map((executor) => executor.name),
          ...knowledge.names('executors'),
        ]),
      ];
    default: {
      const section = sectionOfKind(kind);
      return section === undefined ? [] : inFileOrder(analysis, section);
    }
  }
}

function inFileOrder(analysis: Analysis, section: string): readonly string[] {
  const names = analysis.files.flatMap((file) =>
    file.chunks.flatMap(
      (chunk) =>
        analysis
          .factsOf(chunk)
          ?.entries.filter((entry) => entry.section === section)
          .map((entry) => entry.name) ?? [],
    ),
  );
  return [...new Set(names)];
}

function partNames(analysis: Analysis, section: string, part: string, scope: string | undefined): readonly string[] {
  const entries = scope === undefined ? inFileOrder(analysis, section) : [scope];
  const names = entries.flatMap((entry) => {
    const value = analysis.knowledge.get(keys.entry(section, entry))[0]?.entry?.value;
    const mapping = isJsonObject(value) ? value[part] : undefined;
    return isJsonObject(mapping) ? Object.keys(mapping) : [];
  });
  return [...new Set(names)];
}

// Those that the dataset describes or names, then those of the headers of its files; without a dataset those of all, and of predictions.
function columnNames(analysis: Analysis, scope: string | undefined): readonly string[] {
  const entries = (section: string): readonly (readonly [section: string, name: string])[] =>
    inFileOrder(analysis, section).map((name) => [section, name]);
  const wanted =
    scope === undefined ? [...entries('datasets'), ...entries('evaluations')] : [['datasets', scope] as const];
  const headers = wanted.flatMap(([section, name]) => {
    const value = mapping(analysis.knowledge.get(keys.entry(section, name))[0]?.entry?.value);
    const paths = textOrTexts(section === 'datasets' ? value.path : value.predictions);
    // Opening a few files tells enough.
    return paths.slice(0, 8).flatMap((path) => analysis.knowledge.header(normalPath(path))?.columns ?? []);
  });
  return [...new Set([...partNames(analysis, 'datasets', 'columns', scope), ...headers])];
}

// What a gate can judge of the evaluations. Metrics that steps log are known to whoever knows the runs.
function metricNames(analysis: Analysis): readonly string[] {
  return inFileOrder(analysis, 'evaluations').flatMap((name) => {
    const { task } = mapping(analysis.knowledge.get(keys.entry('evaluations', name))[0]?.entry?.value);
    const metrics = typeof task === 'string' ? metricsOfTask(task) : undefined;
    return Object.keys(metrics ?? {}).map((metric) => `evaluations.${name}.${metric}`);
  });
}

// `train` and `train.rate`: a step may depend on either.
function paramNames(value: Json, path: readonly string[]): readonly string[] {
  const own = path.length > 0 ? [path.join('.')] : [];
  if (!isJsonObject(value)) return own;
  return [...own, ...Object.entries(value).flatMap(([key, item]) => paramNames(item, [...path, key]))];
}
