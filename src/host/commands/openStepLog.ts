// Open Step Log: the log of a task's last attempt, followed while it grows.
import * as vscode from 'vscode';
import type { TaskView } from '../../protocol/pipelines';
import { looks } from '../pipelines/look';
import type { Command } from './host';
import { pickStep, type PickedStep } from './pick';

/** Of a matrix step the user chooses the task: what runs or failed first. */
export const openStepLog: Command = async (host, ...args) => {
  const title = vscode.l10n.t('Open the log of which step?');
  const picked = await pickStep(host, args, title, ({ tasks }) => tasks.some(({ logUri }) => logUri !== undefined));
  const task = picked && (await pickTask(picked));
  if (task?.logUri !== undefined) await host.logs.open(task.id, vscode.Uri.parse(task.logUri));
  else if (picked)
    void vscode.window.showInformationMessage(vscode.l10n.t('{0} has no log yet: it has not run.', picked.step.name));
};

async function pickTask({ step, task }: PickedStep): Promise<TaskView | undefined> {
  const named = step.tasks.find(({ id }) => id === task);
  if (named) return named;
  const withLog = step.tasks.filter(({ logUri }) => logUri !== undefined).sort((a, b) => urgency(a) - urgency(b));
  if (withLog.length <= 1) return withLog[0];
  const items = withLog.map((value) => ({
    label: `$(${looks[value.state].icon}) ${value.matrixKey || value.id}`,
    description: looks[value.state].word,
    value,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Open the log of which task?') });
  return chosen?.value;
}

function urgency({ state }: TaskView): number {
  return state === 'running' ? 0 : state === 'failed' ? 1 : 2;
}
