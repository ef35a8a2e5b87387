import type { TaskAction } from './task';

/** What a task does as one text, for the lock and for "command changed": nothing of it is left out. */
export function commandText(action: TaskAction): string {
  if (action.kind === 'command') {
    return action.workingDirectory === '.' ? action.command : `cd ${action.workingDirectory} && ${action.command}`;
  }
  const candidates = action.candidates.map(({ output, metrics }) => `${output} (${metrics.join(', ')})`);
  return `pick ${action.best} ${action.by} as ${action.as} of ${candidates.join(', ')}`;
}
