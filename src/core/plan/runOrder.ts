// An order in which tasks may run: makers before readers, else as in the file.

interface Ordered {
  readonly id: string;
  readonly needs: readonly string[];
}

/** The order, and each cycle as its tasks from the first one back to it. */
export interface RunOrder<T> {
  readonly tasks: readonly T[];
  readonly cycles: readonly (readonly T[])[];
}

/** Depth first in the order of the file; with a stack of its own, since a pipeline may be thousands of tasks deep. */
export function runOrder<T extends Ordered>(tasks: readonly T[]): RunOrder<T> {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const state = new Map<T, 'open' | 'done'>();
  const ordered: T[] = [];
  const cycles: T[][] = [];
  for (const root of tasks) {
    if (state.has(root)) continue;
    const path: { task: T; next: number }[] = [{ task: root, next: 0 }];
    state.set(root, 'open');
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const id = top.task.needs[top.next++];
      if (id === undefined) {
        state.set(top.task, 'done');
        ordered.push(top.task);
        path.pop();
        continue;
      }
      const needed = byId.get(id);
      if (needed === undefined || state.get(needed) === 'done') continue;
      if (state.get(needed) === 'open') {
        const start = path.findIndex(({ task }) => task === needed);
        cycles.push([...path.slice(start).map(({ task }) => task), needed]);
        continue;
      }
      state.set(needed, 'open');
      path.push({ task: needed, next: 0 });
    }
  }
  return { tasks: ordered, cycles };
}
