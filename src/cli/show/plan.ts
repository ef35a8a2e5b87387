// A plan as text (what would happen to each task, and every reason) and as JSON.
import type { PlannedTask } from '../../core/plan/plan';
import type { Reason } from '../../core/plan/verdict';
import { reasonText } from '../../core/plan/reasonText';
import type { ProjectPlan } from '../../core/project/project';
import type { Output, Style } from '../output';
import { count } from '../text/words';
import { padTo } from '../text/width';

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

/** Prints the plan. Fresh tasks are counted, not listed, unless everything is shown as JSON. */
export function showPlan({ pipeline, plan }: ProjectPlan, json: boolean, out: Output): void {
  if (json) {
    out.write(`${JSON.stringify({ pipeline: pipeline.name, tasks: plan.tasks.map(toJson) }, undefined, 2)}\n`);
    return;
  }
  const selected = plan.tasks.filter((planned) => planned.selected);
  const width = selected.reduce((widest, { task }) => Math.max(widest, task.id.length), 0);
  for (const planned of selected) {
    if (planned.verdict.kind !== 'fresh') out.write(taskLines(planned, Math.min(width, 40), out));
  }
  out.write(`${summary(selected)}\n`);
}

function taskLines({ task, verdict }: PlannedTask, width: number, out: Output): string {
  if (verdict.kind === 'fresh') return '';
  const { word, style } = words[verdict.kind];
  const [first = '', ...others] = reasonLines(verdict.reasons);
  const head = `${out.paint(style, padTo(word, 8))} ${padTo(task.id, width)}  ${out.paint('quiet', first)}`;
  const indent = ' '.repeat(8 + 1 + width + 2);
  return [head, ...others.map((text) => `${indent}${out.paint('quiet', text)}`)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

/** What a task waits for stands on one line: a step behind a large matrix waits for all of its tasks. */
function reasonLines(reasons: readonly Reason[]): readonly string[] {
  const waits = reasons.flatMap((reason) => (reason.kind === 'upstream' ? [reason.task] : []));
  const others = reasons.filter(({ kind }) => kind !== 'upstream').map(reasonText);
  if (waits.length === 0) return others;
  const more = waits.length > waitsShown ? ` and ${waits.length - waitsShown} more` : '';
  return [...others, `waits for ${waits.slice(0, waitsShown).join(', ')}${more}`];
}

const waitsShown = 3;

const words = {
  stale: { word: 'run', style: 'accent' },
  restorable: { word: 'restore', style: 'good' },
} as const satisfies Record<string, { word: string; style: Style }>;

function summary(selected: readonly PlannedTask[]): string {
  const number = (kind: string) => selected.filter(({ verdict }) => verdict.kind === kind).length;
  if (selected.length === 0) return 'No task is selected.';
  if (number('fresh') === selected.length) return `Everything is fresh (${count(selected.length, 'task')}).`;
  return `${count(number('stale'), 'task')} to run, ${number('restorable')} to restore, ${number('fresh')} fresh.`;
}

function toJson({ task, verdict, selected, fingerprint }: PlannedTask): PlannedTaskJson {
  const reasons =
    verdict.kind === 'fresh' ? [] : verdict.reasons.map((reason) => ({ ...reason, text: reasonText(reason) }));
  return { task: task.id, step: task.step, verdict: verdict.kind, reasons, selected, needs: task.needs, fingerprint };
}
