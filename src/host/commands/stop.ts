// Stop: the first time as Ctrl-C does, the second time at once.
import * as path from 'node:path';
import * as vscode from 'vscode';
import { targetOf } from '../pipelines/target';
import type { Command } from './host';

/** Stops the runs of one pipeline, or of all. */
export const stop: Command = (host, ...args) => {
  const uri = targetOf(args)?.uri;
  const pipeline = uri === undefined ? undefined : host.pipelines.get(uri);
  const stopped = host.running.stop((task) => !pipeline || isOf(task, pipeline.specPath));
  if (stopped > 0) return;
  const elsewhere = host.pipelines.all().some(({ running }) => running !== undefined);
  void vscode.window.showInformationMessage(
    elsewhere
      ? vscode.l10n.t('Fairlead: this run was started outside of this window. Stop it there with Ctrl-C.')
      : vscode.l10n.t('Fairlead: nothing is running.'),
  );
};

function isOf(task: vscode.Task, specPath: string): boolean {
  const folder = typeof task.scope === 'object' ? task.scope.uri.fsPath : '';
  const spec: unknown = task.definition.spec;
  return path.resolve(folder, typeof spec === 'string' ? spec : 'fairlead.yaml') === specPath;
}
