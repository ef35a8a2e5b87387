// The commands that start something.
import * as vscode from 'vscode';
import type { PipelineView } from '../../protocol/pipelines';
import type { FairleadTask } from '../tasks/definition';
import type { Command, Host } from './host';
import { pickPipeline, pickStep } from './pick';
import { trusted } from './trusted';

type What = Omit<FairleadTask, 'type' | 'spec'>;

/** Runs what is not fresh. */
export const runPipeline: Command = async (host, ...args) => {
  if (!(await trusted())) return;
  const pipeline = await pickPipeline(host, args, vscode.l10n.t('Run which pipeline?'));
  if (pipeline) await start(host, pipeline, {});
};

/** Runs one step alone. */
export const runStep: Command = (host, ...args) =>
  runPicked(host, args, vscode.l10n.t('Run which step?'), (step) => ({ step }));

/** Runs a step and every step that depends on it. */
export const runFromStep: Command = (host, ...args) =>
  runPicked(host, args, vscode.l10n.t('Run from which step on?'), (from) => ({ from }));

/** Runs one step although it is fresh. */
export const forceRunStep: Command = (host, ...args) =>
  runPicked(host, args, vscode.l10n.t('Run which step, fresh or not?'), (step) => ({ step, force: true }));

async function runPicked(
  host: Host,
  args: readonly unknown[],
  title: string,
  what: (step: string) => What,
): Promise<void> {
  if (!(await trusted())) return;
  const picked = await pickStep(host, args, title);
  if (picked) await start(host, picked.pipeline, what(picked.step.name));
}

async function start(host: Host, pipeline: PipelineView, what: What): Promise<void> {
  if (pipeline.errors > 0) await showProblems(pipeline);
  else await vscode.tasks.executeTask(host.tasks.forPipeline(pipeline, what));
}

/** Nothing can run while the spec has errors: the problems are the next thing to see. */
async function showProblems(pipeline: PipelineView): Promise<void> {
  const show = vscode.l10n.t('Show Problems');
  const message = vscode.l10n.t('{0} has problems, so nothing can run. Mend them first.', pipeline.name);
  const choice = await vscode.window.showWarningMessage(message, show);
  if (choice === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
}
