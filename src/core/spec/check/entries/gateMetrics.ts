// Gates on figures that nothing can produce: such a gate never passes. Metrics that a step logs are known only when it has run, so of those only
// the form of the name is checked.
import type { Json, JsonObject } from '../../../base/json';
import { isJsonObject } from '../../../base/json';
import { metricsOfTask, tasksWithMetric } from '../../evaluationMetrics';
import { closeName } from '../../expression/closeName';
import { mapping, texts } from '../../read/readJson';
import type { Extent } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { keys } from '../provisions';
import { changeTo, partOf, textPlace } from './places';

/** FL060 for each condition on a metric. */
export function gateMetrics(look: Look, entry: EntryFacts): readonly Problem[] {
  return conditionsOf(entry).flatMap(({ metric }, index): readonly Problem[] => {
    const extent = textPlace(look, entry, [index, 'metric']);
    if (typeof metric !== 'string' || !extent) return [];
    const [section, name = ''] = metric.split('.');
    if (section === 'evaluations') return evaluationMetric(look, metric, extent);
    if (section !== 'steps' || !known(look, 'steps', name)) return [];
    return stepMetric(look, metric, extent);
  });
}

/** FL061 for each condition that is judged by segment. */
export function gateSegments(look: Look, entry: EntryFacts): readonly Problem[] {
  return conditionsOf(entry).flatMap(({ metric, every }, index): readonly Problem[] => {
    const [section, name = ''] = typeof metric === 'string' ? metric.split('.') : [];
    const extent = textPlace(look, entry, [index, 'every']);
    if (section !== 'evaluations' || typeof every !== 'string' || every === '' || !extent) return [];
    const evaluation = known(look, 'evaluations', name);
    if (!evaluation || ('segments' in evaluation && !Array.isArray(evaluation.segments))) return [];
    const segments = texts(evaluation.segments);
    if (segments.includes(every) || isSegmentOfData(look, every)) return [];
    const close = closeName(every, segments);
    const remedy =
      close === undefined ? `add it to \`segments\` of 'evaluations.${name}'.` : `did you mean '${close}'?`;
    return [
      {
        code: 'FL061',
        message: `The evaluation '${name}' is not computed by '${every}': ${remedy}`,
        ...extent,
        ...(close !== undefined && changeTo(extent, close)),
      },
    ];
  });
}

function conditionsOf(entry: EntryFacts): readonly JsonObject[] {
  return Array.isArray(entry.value) ? (entry.value as readonly Json[]).map(mapping) : [];
}

// The entry when it is there and can be read; an unknown one is reported under its own rule.
function known(look: Look, section: string, name: string): JsonObject | undefined {
  look.watched.add(keys.entry(section, name));
  const [found] = look.knowledge.get(keys.entry(section, name));
  const value = found?.chunk.parsed.broken === false ? found.entry?.value : undefined;
  return isJsonObject(value) ? value : undefined;
}

function evaluationMetric(look: Look, metric: string, extent: Extent): readonly Problem[] {
  const [, name = '', figure, ...deeper] = metric.split('.');
  const evaluation = known(look, 'evaluations', name);
  const task = evaluation?.task;
  const metrics = typeof task === 'string' ? metricsOfTask(task) : undefined;
  if (!metrics || typeof task !== 'string' || deeper.length > 0) return [];
  if (figure === undefined || figure === '') {
    const message = `'${metric}' names no metric: write e.g. \`evaluations.${name}.${Object.keys(metrics)[0] ?? ''}\`.`;
    return [{ code: 'FL060', message, start: extent.start, end: extent.end }];
  }
  if (Object.hasOwn(metrics, figure)) return [];
  const others = tasksWithMetric(figure);
  const close = closeName(figure, Object.keys(metrics));
  // A name that is like nothing may be a metric of the user's own.
  if (others.length === 0 && close === undefined) return [];
  const part = partOf(look, extent, metric, metric.length - figure.length, metric.length);
  return [
    { code: 'FL060', ...unknownMetric(name, task, figure, others, close, part), start: part.start, end: part.end },
  ];
}

function unknownMetric(
  name: string,
  task: string,
  figure: string,
  others: readonly string[],
  close: string | undefined,
  part: Extent,
): Pick<Problem, 'message' | 'fixes'> {
  if (others.length > 0) {
    const message = `'${figure}' is a metric of ${others.join(' and ')} tasks, but the evaluation '${name}' is ${task}. It has ${Object.keys(metricsOfTask(task) ?? {}).join(', ')}.`;
    return { message };
  }
  const message = `The evaluation '${name}' (${task}) has no metric '${figure}'. Did you mean '${close ?? ''}'?`;
  return { message, ...(close !== undefined && changeTo(part, close)) };
}

// `steps.train.auc` stands for nothing: metrics of a step are below `metrics`.
function stepMetric(look: Look, metric: string, extent: Extent): readonly Problem[] {
  const [, name = '', below, ...rest] = metric.split('.');
  if (below === 'metrics' && rest.join('.') !== '') return [];
  const figure = below === 'metrics' ? '' : [below ?? '', ...rest].join('.');
  const whole = partOf(look, extent, metric, 0, metric.length);
  if (figure === '')
    return [
      { code: 'FL060', message: `'${metric}' names no metric: write e.g. \`steps.${name}.metrics.auc\`.`, ...whole },
    ];
  const meant = `steps.${name}.metrics.${figure}`;
  return [
    {
      code: 'FL060',
      message: `'${metric}' is no metric: those of a step are below \`metrics\`. Did you mean '${meant}'?`,
      ...whole,
      ...changeTo(whole, meant),
    },
  ];
}

// Segments that a dataset declares count for what is judged on it.
function isSegmentOfData(look: Look, segment: string): boolean {
  const { knowledge, watched } = look;
  watched.add(keys.names('datasets')).add(keys.broken);
  const declared = knowledge.names('datasets').some((name) => {
    const dataset = known(look, 'datasets', name);
    return !dataset || texts(dataset.segments).includes(segment);
  });
  return declared || knowledge.brokenMention(segment);
}
