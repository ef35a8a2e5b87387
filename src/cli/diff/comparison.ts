import { differences, type Difference } from './differences';
import type { Side } from './sides';

/** A task on both sides with what differs; `otherTask` when tasks of different names were compared. */
export interface TaskComparison {
  readonly task: string;
  readonly otherTask?: string;
  readonly differences: readonly Difference[];
}

/** What `fairlead diff --json` prints. */
export interface Comparison {
  readonly from: string;
  readonly to: string;
  readonly tasks: readonly TaskComparison[];
  readonly onlyFrom: readonly string[];
  readonly onlyTo: readonly string[];
}

/** Compares task by task; two single tasks are compared whatever they are called, e.g. two of one matrix. */
export function compare(from: Side, to: Side): Comparison {
  const [one, ...moreFrom] = from.tasks.values();
  const [other, ...moreTo] = to.tasks.values();
  const single = one !== undefined && other !== undefined && moreFrom.length === 0 && moreTo.length === 0;
  if (single && one.task !== other.task) {
    const tasks = [{ task: one.task, otherTask: other.task, differences: differences(one, other) }];
    return { from: from.label, to: to.label, tasks, onlyFrom: [], onlyTo: [] };
  }
  const tasks = [...to.tasks.values()].flatMap((snapshot) => {
    const before = from.tasks.get(snapshot.task);
    return before === undefined ? [] : [{ task: snapshot.task, differences: differences(before, snapshot) }];
  });
  return {
    from: from.label,
    to: to.label,
    tasks,
    onlyFrom: [...from.tasks.keys()].filter((task) => !to.tasks.has(task)),
    // A single run against the workspace is about its task alone.
    onlyTo: from.tasks.size === 1 ? [] : [...to.tasks.keys()].filter((task) => !from.tasks.has(task)),
  };
}
