// A plan as text (what would happen, and why) and as JSON.
import type { PlannedTask } from '../../core/plan/plan';
import type { Reason } from '../../core/plan/verdict';
import { reasonText } from '../../core/plan/reasonText';
import type { ProjectPlan } from '../../core/project/project';
import type { Output, Style } from '../output';
import { count } from '../text/words';
import { padTo, textWidth } from '../text/width';
import { groupedEntries, prospectOf, singleEntries, type PlanEntry, type Prospect } from './planGroups';

/** How a plan is shown. */
export type PlanForm = 'grouped' | 'all' | 'json';

/** A task of `fairlead plan --json`; part of what scripts may rely on. */
export interface PlannedTaskJson {
  readonly task: string;
  readonly step: string;
  readonly verdict: 'fresh' | 'restorable' | 'stale';
  /** As data, and each in words. */
  readonly reasons: readonly (Reason & { readonly text: string })[];
  readonly selected: boolean;
  readonly needs: readonly string[];
  readonly fingerprint?: string;
}

/** Prints the plan: tasks alike as one entry and fresh ones only as a number, or with `all` each task by itself. */
export function showPlan({ pipeline, plan }: ProjectPlan, form: PlanForm, out: Output): void {
  if (form === 'json') {
    out.write(`${JSON.stringify({ pipeline: pipeline.name, tasks: plan.tasks.map(toJson) }, undefined, 2)}\n`);
    return;
  }
  const selected = plan.tasks.filter((planned) => planned.selected);
  const entries = form === 'all' ? singleEntries(selected) : groupedEntries(selected);
  const widest = entries.reduce((width, { label }) => Math.max(width, textWidth(label)), 0);
  const width = Math.min(widest, 40, out.live ? Math.floor(out.columns / 2) : 40);
  for (const entry of entries) out.write(entryLines(entry, width, out));
  out.write(`${summary(selected, plan.tasks.length)}\n`);
}

function entryLines({ prospect, label, reasons }: PlanEntry, width: number, out: Output): string {
  const [first = '', ...others] = reasons;
  const head = `${out.paint(styles[prospect], padTo(prospect, 8))} ${padTo(label, width)}  ${out.paint('quiet', first)}`;
  const indent = ' '.repeat(8 + 1 + width + 2);
  return [head, ...others.map((text) => `${indent}${out.paint('quiet', text)}`)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

const styles = {
  run: 'accent',
  maybe: 'warning',
  restore: 'good',
  fresh: 'quiet',
} as const satisfies Record<Prospect, Style>;

function summary(selected: readonly PlannedTask[], all: number): string {
  if (all === 0) return 'The spec has no steps yet: add one under `steps`.';
  if (selected.length === 0) return 'No task is selected: nothing lies between --from and --until.';
  const number = (prospect: Prospect) => selected.filter(({ verdict }) => prospectOf(verdict) === prospect).length;
  if (number('fresh') === selected.length) return `Everything is fresh: ${count(selected.length, 'task')}.`;
  const others = [
    [number('maybe'), 'maybe'],
    [number('restore'), 'to restore'],
    [number('fresh'), 'fresh'],
  ] as const;
  const parts = others.filter(([tasks]) => tasks > 0).map(([tasks, words]) => `${tasks} ${words}`);
  return `${[`${count(number('run'), 'task')} to run`, ...parts].join(', ')}.`;
}

function toJson({ task, verdict, selected, fingerprint }: PlannedTask): PlannedTaskJson {
  const reasons =
    verdict.kind === 'fresh' ? [] : verdict.reasons.map((reason) => ({ ...reason, text: reasonText(reason) }));
  return { task: task.id, step: task.step, verdict: verdict.kind, reasons, selected, needs: task.needs, fingerprint };
}
