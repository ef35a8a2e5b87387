// Tasks -> tasks with verdicts: what would run now, and why. The same code answers a dry run and a run.
import { ok, type Result } from '../base/result';
import type { Expansion } from './expand';
import { Foresight } from './foresight';
import { judge, type Judgement } from './judge';
import type { Known, Plan, PlannedTask, Selection } from './plan';
import { selectTasks, type UnknownSelection } from './selectTasks';
import type { TaskId } from './task';

/** Judges every task in order, so that each knows whether what it needs will run. */
export function makePlan(expansion: Expansion, known: Known, selection: Selection): Result<Plan, UnknownSelection> {
  const selected = selectTasks(expansion.tasks, selection);
  if (!selected.ok) return selected;
  const willRun = new Set<TaskId>();
  const foresight = new Foresight(known);
  const tasks = expansion.tasks.map((task): PlannedTask => {
    const isSelected = selected.value.selected.has(task.id);
    const unclear = foresight.unclearNeeds(task);
    const judged = judge(task, foresight.known, unclear.length === 0 ? willRun : new Set([...willRun, ...unclear]));
    const judgement = isSelected && selected.value.forced.has(task.id) ? force(judged) : judged;
    // A task that is not selected will not run: its outputs stay as they are.
    if (isSelected && judgement.verdict.kind === 'stale') willRun.add(task.id);
    if (isSelected && judgement.verdict.kind === 'restorable') foresight.willRestore(task, judgement.fingerprint);
    return { task, ...judgement, selected: isSelected };
  });
  return ok({ tasks });
}

function force({ verdict, fingerprint }: Judgement): Judgement {
  const reasons = verdict.kind === 'fresh' ? [] : verdict.reasons;
  return { verdict: { kind: 'stale', reasons: [{ kind: 'forced' }, ...reasons] }, fingerprint };
}
