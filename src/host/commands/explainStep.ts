// Why Is This Step Stale: the answer as a list, since a list can be read by everyone, filtered, and leads on: a step
// upstream answers for itself, and the last entries act on the answer.
import * as vscode from 'vscode';
import { explain } from '../pipelines/explain';
import { findStep } from '../pipelines/pipelines';
import { reasonIcon } from '../tree/toTree';
import type { Command, Host } from './host';
import { pickStep, type PickedStep } from './pick';

interface Line extends vscode.QuickPickItem {
  readonly act?: () => Thenable<unknown>;
}

/** Steps that are not fresh come first where the user is asked for one. */
export const explainStep: Command = async (host, ...args) => {
  const title = vscode.l10n.t('Why does which step have to run?');
  const picked = await pickStep(host, args, title, ({ state }) => state !== 'fresh');
  if (picked) await answer(host, picked);
};

async function answer(host: Host, { pipeline, step }: PickedStep): Promise<void> {
  const { sentence, lines } = explain(pipeline, step);
  const own = lines.filter(({ upstream }) => upstream === undefined);
  const upstream = lines.filter((line) => line.upstream !== undefined);
  const items: Line[] = [
    ...own.map(({ text, detail }) => ({ label: `$(${reasonIcon(text)}) ${text}`, description: detail })),
    ...(upstream.length > 0 ? [separator(vscode.l10n.t('not fresh upstream'))] : []),
    ...upstream.map(({ text, detail }) => ({
      label: `$(arrow-up) ${text}`,
      description: detail,
      act: () => askUpstream(host, pipeline.uri, text),
    })),
    separator(vscode.l10n.t('do')),
    ...actions(
      pipeline.uri,
      step.name,
      step.tasks.some(({ logUri }) => logUri !== undefined),
    ),
  ];
  const options = { title: step.name, placeHolder: sentence, matchOnDescription: true };
  await (await vscode.window.showQuickPick(items, options))?.act?.();
}

async function askUpstream(host: Host, uri: string, name: string): Promise<void> {
  const pipeline = host.pipelines.get(uri);
  const step = pipeline && findStep(pipeline, name);
  if (step) await answer(host, { pipeline, step });
}

function actions(uri: string, step: string, hasLog: boolean): readonly Line[] {
  const run = (icon: string, label: string, command: string): Line => ({
    label: `$(${icon}) ${label}`,
    act: () => vscode.commands.executeCommand(command, uri, step),
  });
  return [
    run('play', vscode.l10n.t('Run Step'), 'fairlead.runStep'),
    run('go-to-file', vscode.l10n.t('Go to Step in Spec'), 'fairlead.revealStep'),
    ...(hasLog ? [run('output', vscode.l10n.t('Open Step Log'), 'fairlead.openStepLog')] : []),
  ];
}

function separator(label: string): Line {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
