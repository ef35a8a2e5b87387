// Keeps the context keys that when-clauses ask for.
import * as vscode from 'vscode';
import type { Disposable } from '../core/base/scope';
import { Scope } from '../core/base/scope';
import type { Pipelines } from './pipelines/pipelines';
import { contextKeys } from './contributions';

/** Follows the pipelines until disposed. */
export function keepContexts(pipelines: Pipelines): Disposable {
  const scope = new Scope();
  const set = changedOnly();
  const update = (): void => {
    const all = pipelines.all();
    set(contextKeys.hasPipelines, all.length > 0);
    set(
      contextKeys.running,
      all.some(({ running }) => running !== undefined),
    );
  };
  scope.own(pipelines.onDidChange(update));
  update();
  void findDvc().then((found) => set(contextKeys.hasDvc, found));
  return scope;
}

/** Setting a key makes the editor look at every menu again, so only changes are told. */
function changedOnly(): (key: string, value: boolean) => void {
  const known = new Map<string, boolean>();
  return (key, value) => {
    if (known.get(key) === value) return;
    known.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
}

async function findDvc(): Promise<boolean> {
  const found = await vscode.workspace.findFiles('**/dvc.yaml', '**/{node_modules,.venv,.git}/**', 1);
  return found.length > 0;
}
