// Which tasks the user asked for.
import { err, ok, type Result } from '../base/result';
import { closeName } from '../spec/expression/closeName';
import type { Selection } from './plan';
import type { Task, TaskId } from './task';

/** A name in a selection that is neither a step nor a task. */
export interface UnknownSelection {
  readonly kind: 'unknown-selection';
  readonly name: string;
  readonly suggestion?: string;
}

/** Tasks to run, and those to run whatever their verdict. */
export interface SelectedTasks {
  readonly selected: ReadonlySet<TaskId>;
  readonly forced: ReadonlySet<TaskId>;
}

/** `from` and `until` together mean what lies between them; `only` adds to both. Without any of them: everything. */
export function selectTasks(
  tasks: readonly Task[],
  { only, from, until, force }: Selection,
): Result<SelectedTasks, UnknownSelection> {
  const names = new TaskNames(tasks);
  const onlyIds = names.resolve(only);
  if (!onlyIds.ok) return onlyIds;
  const fromIds = names.resolve(from);
  if (!fromIds.ok) return fromIds;
  const untilIds = names.resolve(until);
  if (!untilIds.ok) return untilIds;
  const forced = names.resolve(typeof force === 'boolean' ? undefined : force);
  if (!forced.ok) return forced;
  const selected = select(tasks, onlyIds.value, fromIds.value, untilIds.value);
  return ok({ selected, forced: force === true ? selected : (forced.value ?? new Set()) });
}

function select(
  tasks: readonly Task[],
  only: ReadonlySet<TaskId> | undefined,
  from: ReadonlySet<TaskId> | undefined,
  until: ReadonlySet<TaskId> | undefined,
): ReadonlySet<TaskId> {
  const downstream = from && dependantsOf(tasks, from);
  const upstream = until && dependenciesOf(tasks, until);
  const between = tasks.filter(({ id }) => (downstream?.has(id) ?? true) && (upstream?.has(id) ?? true));
  const everything = only === undefined || downstream !== undefined || upstream !== undefined;
  return new Set([...(only ?? []), ...(everything ? between.map(({ id }) => id) : [])]);
}

/** The order of tasks puts makers first, so one pass forward finds all dependants, and one backward all dependencies. */
function dependantsOf(tasks: readonly Task[], roots: ReadonlySet<TaskId>): ReadonlySet<TaskId> {
  const found = new Set(roots);
  for (const task of tasks) if (task.needs.some((id) => found.has(id))) found.add(task.id);
  return found;
}

function dependenciesOf(tasks: readonly Task[], roots: ReadonlySet<TaskId>): ReadonlySet<TaskId> {
  const found = new Set(roots);
  for (const task of [...tasks].reverse()) {
    if (found.has(task.id)) for (const id of task.needs) found.add(id);
  }
  return found;
}

/** Step names and task ids -> task ids. */
class TaskNames {
  readonly #byName = new Map<string, TaskId[]>();

  constructor(tasks: readonly Task[]) {
    for (const { id, step } of tasks) {
      this.#add(id, id);
      if (step !== id) this.#add(step, id);
    }
  }

  #add(name: string, id: TaskId): void {
    const ids = this.#byName.get(name);
    if (ids === undefined) this.#byName.set(name, [id]);
    else ids.push(id);
  }

  /** Undefined when nothing was asked for. */
  resolve(names: readonly string[] | undefined): Result<ReadonlySet<TaskId> | undefined, UnknownSelection> {
    if (names === undefined || names.length === 0) return ok(undefined);
    const ids = new Set<TaskId>();
    for (const name of names) {
      const found = this.#byName.get(name);
      if (found === undefined) {
        return err({ kind: 'unknown-selection', name, suggestion: closeName(name, [...this.#byName.keys()]) });
      }
      for (const id of found) ids.add(id);
    }
    return ok(ids);
  }
}
