import type { TaskAction } from './task';

/** What a task does as one text, for the lock and for "command changed". What a pick chooses from are its inputs. */
export function commandText(action: TaskAction): string {
  if (action.kind === 'command') return startingIn(action.workingDirectory, action.command);
  return `pick ${action.best} ${action.by} as ${action.as}`;
}

/** The command as it is written, when it holds expressions: the same for every value of them. */
export function commandTemplate(action: TaskAction): string | undefined {
  if (action.kind !== 'command' || action.template === undefined) return undefined;
  return startingIn(action.workingDirectory, action.template);
}

function startingIn(directory: string, command: string): string {
  return directory === '.' ? command : `cd ${directory} && ${command}`;
}
