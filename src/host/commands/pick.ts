// Which pipeline or step a command is about: what it was called on, else the place of the cursor, else the user is asked.
import * as vscode from 'vscode';
import type { PipelineView, StepView } from '../../protocol/pipelines';
import { countText, looks, pipelineState } from '../pipelines/look';
import { findStep, stepAt } from '../pipelines/pipelines';
import { targetOf } from '../pipelines/target';
import type { Host } from './host';

/** A step together with its pipeline. `task` when the command was called on one task of it. */
export interface PickedStep {
  readonly pipeline: PipelineView;
  readonly step: StepView;
  readonly task?: string;
}

/** `undefined`: the user closed the list, or there is nothing to choose and was told so. */
export async function pickPipeline(
  host: Host,
  args: readonly unknown[],
  title: string,
): Promise<PipelineView | undefined> {
  const named = knownPipeline(host, targetOf(args)?.uri) ?? knownPipeline(host, activeUri());
  if (named) return named;
  const [first, ...others] = host.pipelines.all();
  if (!first) {
    sayNone(host);
    return undefined;
  }
  if (others.length === 0) return first;
  const items = [first, ...others].map((pipeline) => pipelineItem(pipeline));
  return (await choose(host, 'pipeline', items, title))?.value;
}

/** Like pickPipeline, for a step. `allowed` leaves out steps that the command has nothing to say about. */
export async function pickStep(
  host: Host,
  args: readonly unknown[],
  title: string,
  allowed: (step: StepView) => boolean = () => true,
): Promise<PickedStep | undefined> {
  const named = stepOf(host, args);
  if (named) return named;
  const pipelines = host.pipelines.all();
  if (pipelines.length === 0) {
    sayNone(host);
    return undefined;
  }
  const items = pipelines.flatMap((pipeline) =>
    pipeline.steps.filter(allowed).map((step) => stepItem(pipeline, step, pipelines.length > 1)),
  );
  if (items.length === 0) {
    void vscode.window.showInformationMessage(vscode.l10n.t('Fairlead: no step fits this command now.'));
    return undefined;
  }
  return (await choose(host, 'step', items, title))?.value;
}

/** The step a command was called on: named by its arguments, or the one that holds the cursor. */
function stepOf(host: Host, args: readonly unknown[]): PickedStep | undefined {
  const target = targetOf(args);
  const pipeline = knownPipeline(host, target?.uri);
  if (pipeline && target?.step !== undefined) {
    const step = findStep(pipeline, target.step);
    return step && { pipeline, step, task: target.task };
  }
  // From the palette the cursor does not count: a list shows more. From the editor's menu the file is handed over.
  const editor = vscode.window.activeTextEditor;
  if (!target || !pipeline || editor?.document.uri.toString() !== target.uri) return undefined;
  const step = stepAt(pipeline, target.uri, editor.selection.active.line);
  return step && { pipeline, step };
}

/** By the server's URI; an editor may write the same file differently, so the path decides. */
function knownPipeline(host: Host, uri: string | undefined): PipelineView | undefined {
  if (uri === undefined) return undefined;
  const path = vscode.Uri.parse(uri).fsPath;
  return host.pipelines.get(uri) ?? host.pipelines.all().find((pipeline) => pipeline.specPath === path);
}

function activeUri(): string | undefined {
  return vscode.window.activeTextEditor?.document.uri.toString();
}

function sayNone(host: Host): void {
  const create = vscode.l10n.t('New Pipeline');
  const message = host.pipelines.loaded
    ? vscode.l10n.t('Fairlead: there is no fairlead.yaml in this folder.')
    : vscode.l10n.t('Fairlead is still looking for pipelines. Try again in a moment.');
  void vscode.window.showInformationMessage(message, ...(host.pipelines.loaded ? [create] : [])).then((choice) => {
    if (choice === create) void vscode.commands.executeCommand('fairlead.newPipeline');
  });
}

interface Choice<T> extends vscode.QuickPickItem {
  readonly id: string;
  readonly value: T;
}

function pipelineItem(pipeline: PipelineView): Choice<PipelineView> {
  const state = looks[pipelineState(pipeline)];
  return {
    id: pipeline.uri,
    value: pipeline,
    label: `$(${state.icon}) ${pipeline.name}`,
    description: state.word,
    detail: vscode.workspace.asRelativePath(pipeline.specPath),
  };
}

function stepItem(pipeline: PipelineView, step: StepView, several: boolean): Choice<PickedStep> {
  const look = looks[step.state];
  return {
    id: `${pipeline.uri}#${step.name}`,
    value: { pipeline, step },
    label: `$(${look.icon}) ${step.name}`,
    description: [step.tasks.length > 1 ? countText(step.tasks) : look.word, several ? pipeline.name : '']
      .filter(Boolean)
      .join(' · '),
    detail: step.description,
  };
}

/** The last choice comes first, so that doing it again is one Enter. */
async function choose<T>(
  host: Host,
  kind: string,
  items: readonly Choice<T>[],
  title: string,
): Promise<Choice<T> | undefined> {
  const key = `fairlead.last.${kind}`;
  const last = host.memory.get<string>(key);
  const sorted = [...items].sort((a, b) => Number(b.id === last) - Number(a.id === last));
  const chosen = await vscode.window.showQuickPick(sorted, { title, matchOnDescription: true, matchOnDetail: true });
  if (chosen) await host.memory.update(key, chosen.id);
  return chosen;
}
