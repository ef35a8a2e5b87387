import { commandTemplate, commandText } from './commandText';
import type { LockedPath, LockedTask } from './lock';
import type { PathState, Task } from './task';
import type { Fingerprint } from './verdict';

/** What the lock remembers of a task that ended well: everything the fingerprint covered, and what it made. */
export function toLockedTask(
  task: Task,
  fingerprint: Fingerprint,
  inputs: ReadonlyMap<string, PathState>,
  outputs: ReadonlyMap<string, PathState>,
): LockedTask {
  const template = commandTemplate(task.action);
  return {
    fingerprint,
    command: commandText(task.action),
    ...(template === undefined ? {} : { template }),
    params: task.params,
    env: task.env,
    inputs: lockedPaths(task.inputs, inputs),
    outputs: lockedPaths(task.outputs, outputs),
  };
}

function lockedPaths(
  paths: readonly { readonly path: string }[],
  states: ReadonlyMap<string, PathState>,
): Record<string, LockedPath> {
  const locked: Record<string, LockedPath> = {};
  for (const { path } of paths) {
    const state = states.get(path);
    if (state !== undefined && state.kind !== 'missing') locked[path] = { digest: state.digest, size: state.size };
  }
  return locked;
}
