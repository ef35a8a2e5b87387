// The tasks of a plan as a person wants to read them: those of one step that would do the same for the same reasons are
// one entry, so that a matrix of 200 tasks is a line and not a page.
import type { PlannedTask } from '../../core/plan/plan';
import type { TaskId } from '../../core/plan/task';
import type { Reason, Verdict } from '../../core/plan/verdict';
import { reasonText } from '../../core/plan/reasonText';
import { count } from '../text/words';

/** What would happen to a task. `maybe`: it waits for others, and runs only when they make something new for it. */
export type Prospect = 'run' | 'maybe' | 'restore' | 'fresh';

/** One entry of a plan. */
export interface PlanEntry {
  readonly prospect: Prospect;
  /** A task's id, or a step with the number of its tasks. */
  readonly label: string;
  readonly reasons: readonly string[];
}

/** What would happen, from a verdict. */
export function prospectOf(verdict: Verdict): Prospect {
  if (verdict.kind === 'fresh') return 'fresh';
  if (verdict.kind === 'restorable') return 'restore';
  return verdict.reasons.every(({ kind }) => kind === 'upstream') ? 'maybe' : 'run';
}

/** Entries in the order of the plan. Fresh tasks have none. */
export function groupedEntries(tasks: readonly PlannedTask[]): readonly PlanEntry[] {
  const steps = new Map(tasks.map(({ task }) => [task.id, task.step]));
  const sizes = new Map<string, number>();
  const groups = new Map<string, { readonly first: PlannedTask; readonly reasons: readonly string[]; size: number }>();
  for (const planned of tasks) {
    const { step } = planned.task;
    sizes.set(step, (sizes.get(step) ?? 0) + 1);
    if (planned.verdict.kind === 'fresh') continue;
    const reasons = alikeReasons(planned, steps);
    const key = JSON.stringify([step, prospectOf(planned.verdict), reasons]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { first: planned, reasons, size: 1 });
    else group.size += 1;
  }
  return [...groups.values()].map(({ first, reasons, size }) => ({
    prospect: prospectOf(first.verdict),
    label: labelOf(first, size, sizes.get(first.task.step) ?? size),
    // A task alone is named in full, so its own paths are too.
    reasons: size === 1 ? shortReasons(first, steps) : reasons,
  }));
}

/** Every task with every reason, fresh ones too. */
export function singleEntries(tasks: readonly PlannedTask[]): readonly PlanEntry[] {
  return tasks.map(({ task, verdict }) => ({
    prospect: prospectOf(verdict),
    label: task.id,
    reasons: verdict.kind === 'fresh' ? [] : verdict.reasons.map(reasonText),
  }));
}

function labelOf({ task }: PlannedTask, size: number, all: number): string {
  if (size === 1) return task.id;
  return size === all ? `${task.step} (${count(all, 'task')})` : `${task.step} (${size} of ${all} tasks)`;
}

/** The key of a matrix's combination stands in most of its paths; `*` instead of it makes alike what is alike. */
function alikeReasons(planned: PlannedTask, steps: ReadonlyMap<TaskId, string>): readonly string[] {
  const { matrixKey } = planned.task;
  const texts = shortReasons(planned, steps);
  return matrixKey === '' ? texts : texts.map((text) => text.replaceAll(matrixKey, '*'));
}

/** What runs anyway does so whatever it waits for. */
function shortReasons({ verdict }: PlannedTask, steps: ReadonlyMap<TaskId, string>): readonly string[] {
  if (verdict.kind === 'fresh') return [];
  const own = verdict.reasons.filter(({ kind }) => kind !== 'upstream');
  return own.length > 0 ? byKind(own).flatMap(kindTexts) : [waitsText(verdict.reasons, steps)];
}

/** Reasons of one kind side by side, kinds in the order of their first. */
function byKind(reasons: readonly Reason[]): readonly (readonly Reason[])[] {
  const kinds = new Map<string, Reason[]>();
  for (const reason of reasons) kinds.set(reason.kind, [...(kinds.get(reason.kind) ?? []), reason]);
  return [...kinds.values()];
}

function kindTexts(reasons: readonly Reason[]): readonly string[] {
  const texts = reasons.map(reasonText);
  return texts.length <= alikeShown ? texts : [`${texts[0] ?? ''} and ${texts.length - 1} more`];
}

/** A step that reads all of a matrix has as many reasons as that has tasks. */
const alikeShown = 3;

function waitsText(reasons: readonly Reason[], steps: ReadonlyMap<TaskId, string>): string {
  const makers = reasons.flatMap((reason) =>
    reason.kind === 'upstream' ? [steps.get(reason.task) ?? reason.task] : [],
  );
  return `waits for ${[...new Set(makers)].join(', ')}`;
}
