// A definition -> a task that the editor can run: the bundled terminal program under the editor's own Node.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { problemMatcher, settingKeys, taskType } from '../contributions';
import { cliArguments, taskName, type FairleadTask } from './definition';

/** What a task needs besides its definition. */
export interface TaskContext {
  readonly cli: string;
  /** The folder that owns the spec; the task starts there, since problem matchers resolve paths against it. */
  readonly folder: vscode.WorkspaceFolder | undefined;
  readonly specPath: string;
  readonly pipelineName: string;
  readonly several: boolean;
}

/** `definition` is what the editor compares tasks by: for a task of tasks.json it must be the very object that came in. */
export function makeTask(task: FairleadTask, context: TaskContext, definition: vscode.TaskDefinition): vscode.Task {
  const { cli, folder, specPath } = context;
  const cwd = folder?.uri.fsPath ?? path.dirname(specPath);
  const args = [cli, ...cliArguments(task, path.relative(cwd, specPath), jobsOf(folder))];
  const execution = new vscode.ProcessExecution(process.execPath, args, { cwd, env: { ELECTRON_RUN_AS_NODE: '1' } });
  const name = taskName(task, context.pipelineName, context.several);
  const scope = folder ?? vscode.TaskScope.Workspace;
  const made = new vscode.Task(definition, scope, name, 'fairlead', execution, problemMatcher);
  made.detail = taskDetail(task, path.relative(cwd, specPath));
  made.presentationOptions = {
    reveal: vscode.TaskRevealKind.Always,
    panel: vscode.TaskPanelKind.Shared,
    clear: true,
    focus: false,
    echo: false,
    showReuseMessage: false,
  };
  if (task.step === undefined && task.from === undefined && task.until === undefined)
    made.group = vscode.TaskGroup.Build;
  return made;
}

/** The definition as the editor keeps it: without the keys that are not set. */
export function toDefinition(task: FairleadTask): vscode.TaskDefinition {
  const entries = Object.entries(task).filter(([, value]) => value !== undefined && value !== false);
  return { ...Object.fromEntries(entries), type: taskType };
}

function jobsOf(folder: vscode.WorkspaceFolder | undefined): number | null {
  const jobs: unknown = vscode.workspace.getConfiguration(undefined, folder).get(settingKeys.jobs);
  return typeof jobs === 'number' && Number.isInteger(jobs) && jobs > 0 ? jobs : null;
}

function taskDetail(task: FairleadTask, spec: string): string {
  if (task.step !== undefined) return vscode.l10n.t('The step {0} of {1}', task.step, spec);
  return vscode.l10n.t('What is not fresh in {0}', spec);
}
