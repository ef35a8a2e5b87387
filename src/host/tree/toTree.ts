// Pipelines -> the rows of the view, as plain data: what stands where, under which icon, with which words for the eye and for the ear.
import type { PipelineView, StepView, TaskState, TaskView } from '../../protocol/pipelines';
import type { Target } from '../pipelines/target';
import { countText, durationText, looks, metricText, pipelineState, stepReasons } from '../pipelines/look';
import { escapeMarkdown } from '../markdown';
import { specPlaces } from './specPlaces';

/** A row. `id` is stable over changes of state, so that the editor remembers what is open and selected. */
export interface TreeRow {
  readonly id: string;
  readonly label: string;
  readonly description: string;
  /** Markdown. */
  readonly tooltip: string;
  readonly icon: string;
  readonly color?: string;
  /** Words that the when-clauses of the menus look for: `step stale hasLog`. */
  readonly context: string;
  /** What a screen reader says. */
  readonly spoken: string;
  readonly open: 'leaf' | 'closed' | 'opened';
  /** Milliseconds since 1970: the description goes on with the seconds since then. */
  readonly runningSince?: number;
  readonly target: Target;
  readonly children: readonly TreeRow[];
}

/** The rows of all pipelines. */
export function toTree(pipelines: readonly PipelineView[]): readonly TreeRow[] {
  const places = specPlaces(pipelines.map(({ specPath }) => specPath));
  return pipelines.map((pipeline, index) => pipelineRow(pipeline, places[index] ?? ''));
}

function pipelineRow(pipeline: PipelineView, place: string): TreeRow {
  const state = pipelineState(pipeline);
  const target = { uri: pipeline.uri };
  const children = [...problemRows(pipeline), ...pipeline.steps.map((step) => stepRow(pipeline, step))];
  const description = [pipelineText(pipeline), place === pipeline.name ? '' : place].filter(Boolean).join(' · ');
  return {
    ...look(pipeline.errors > 0 ? 'failed' : state),
    id: pipeline.uri,
    label: pipeline.name,
    description,
    tooltip: tooltip(pipeline.name, pipelineText(pipeline), [pipeline.problem, pipeline.specPath]),
    context: words('pipeline', state, pipeline.running && 'running'),
    spoken: `pipeline ${pipeline.name}, ${pipelineText(pipeline)}`,
    open: children.length > 0 ? 'opened' : 'leaf',
    target,
    children,
  };
}

/**
 * Problems, or how many steps are fresh. No progress while it runs: a row whose text changes is redrawn with all rows
 * below it, so progress stands in the view's title and in the status bar instead.
 */
function pipelineText(pipeline: PipelineView): string {
  if (pipeline.running) return 'running';
  if (pipeline.errors > 0) return pipeline.errors === 1 ? '1 problem' : `${pipeline.errors} problems`;
  if (pipeline.problem !== undefined) return 'cannot be planned';
  if (pipeline.steps.length === 0) return 'no steps yet';
  const fresh = pipeline.steps.filter((step) => step.state === 'fresh').length;
  return fresh === pipeline.steps.length ? 'fresh' : `${fresh}/${pipeline.steps.length} steps fresh`;
}

/** What to do next comes first. How many errors there are stands beside the pipeline's name. */
function problemRows({ uri, errors, problem }: PipelineView): readonly TreeRow[] {
  const id = `${uri}#problem`;
  if (errors > 0) return [textRow(id, 'Go to the first problem', 'arrow-right', undefined, { uri })];
  return problem === undefined ? [] : [textRow(id, problem, 'warning', 'list.warningForeground', { uri })];
}

function stepRow(pipeline: PipelineView, step: StepView): TreeRow {
  const id = `${pipeline.uri}#${step.name}`;
  const target = { uri: pipeline.uri, step: step.name };
  const [only] = step.tasks;
  const single = step.tasks.length === 1 && only?.matrixKey === '' ? only : undefined;
  const children = single
    ? reasonRows(id, single, target)
    : step.tasks.map((task) => taskRow(`${id}#${task.matrixKey}`, task, { ...target, task: task.id }));
  const text = single ? taskText(single) : countText(step.tasks);
  const reasons = stepReasons(step).map(({ text: reason, tasks }) =>
    single ? reason : `${reason} (${tasks} of ${step.tasks.length})`,
  );
  const phase = step.phase === undefined ? undefined : `phase: ${step.phase}`;
  return {
    ...look(step.state),
    id,
    label: step.name,
    description: text,
    tooltip: tooltip(step.name, looks[step.state].word, [step.description, phase], reasons, single?.metrics),
    context: words('step', step.state, step.tasks.some((task) => task.logUri !== undefined) && 'hasLog'),
    spoken: `step ${step.name}, ${looks[step.state].word}${reasons.length > 0 ? `: ${reasons.join('; ')}` : ''}`,
    open: children.length > 0 ? 'closed' : 'leaf',
    runningSince: single?.startedAt,
    target,
    children,
  };
}

function taskRow(id: string, task: TaskView, target: Target): TreeRow {
  const children = reasonRows(id, task, target);
  return {
    ...look(task.state),
    id,
    label: task.matrixKey || task.id,
    description: taskText(task),
    tooltip: tooltip(task.id, looks[task.state].word, [took(task)], task.reasons, task.metrics),
    context: words('task', task.state, task.logUri !== undefined && 'hasLog'),
    spoken: `task ${task.matrixKey || task.id}, ${looks[task.state].word}, ${taskText(task)}`,
    open: children.length > 0 ? 'closed' : 'leaf',
    runningSince: task.startedAt,
    target,
    children,
  };
}

/** While it runs, that; else the first reason, else metrics, else how long it took. */
function taskText(task: TaskView): string {
  if (task.state === 'running' || task.state === 'queued') return looks[task.state].word;
  const [reason, ...more] = task.reasons;
  if (reason !== undefined) return more.length > 0 ? `${reason} (+${more.length})` : reason;
  if (task.state !== 'fresh') return looks[task.state].word;
  return metricsText(task.metrics) || (took(task) ?? looks.fresh.word);
}

function metricsText(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `${name} ${metricText(value)}`)
    .join(' · ');
}

function took(task: TaskView): string | undefined {
  return task.durationMs === undefined ? undefined : `took ${durationText(task.durationMs)}`;
}

function reasonRows(id: string, task: TaskView, target: Target): readonly TreeRow[] {
  const failed = task.state === 'failed';
  return task.reasons.map((reason, index) =>
    textRow(`${id}#reason${index}`, reason, failed ? 'error' : reasonIcon(reason), undefined, target),
  );
}

/** Data, code and params are told apart at a glance. */
export function reasonIcon(reason: string): string {
  const icons: readonly (readonly [RegExp, string])[] = [
    [/^data/, 'database'],
    [/^code/, 'file-code'],
    [/^param/, 'settings'],
    [/^(command|env)/, 'terminal'],
    [/^output/, 'file-binary'],
    [/^input/, 'files'],
    [/^waits for/, 'arrow-up'],
    [/^never/, 'circle-outline'],
  ];
  return icons.find(([words]) => words.test(reason))?.[1] ?? 'info';
}

function textRow(id: string, text: string, icon: string, color: string | undefined, target: Target): TreeRow {
  const row = { id, label: text, description: '', tooltip: escapeMarkdown(text), icon, color, context: 'reason' };
  return { ...row, spoken: text, open: 'leaf', target, children: [] };
}

function tooltip(
  title: string,
  state: string,
  lines: readonly (string | undefined)[],
  reasons: readonly string[] = [],
  metrics: Readonly<Record<string, number>> = {},
): string {
  const rows = Object.entries(metrics).map(([name, value]) => `| ${escapeMarkdown(name)} | ${metricText(value)} |`);
  return [
    `**${escapeMarkdown(title)}** · ${escapeMarkdown(state)}`,
    ...lines.flatMap((line) => (line === undefined || line === '' ? [] : [escapeMarkdown(line)])),
    reasons.map((reason) => `- ${escapeMarkdown(reason)}`).join('\n'),
    rows.length > 0 ? ['| metric | value |', '| :-- | --: |', ...rows].join('\n') : '',
  ]
    .filter(Boolean)
    .join('\n\n');
}

function look(state: TaskState): { readonly icon: string; readonly color?: string } {
  const { icon, color } = looks[state];
  return { icon, color };
}

function words(...parts: readonly (string | false | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string').join(' ');
}
