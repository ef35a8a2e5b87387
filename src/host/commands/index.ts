// The registry of commands: the compiler checks that each id of contributions.ts has its handler, and no other.
import * as vscode from 'vscode';
import type { Disposable } from '../../core/base/scope';
import { Scope } from '../../core/base/scope';
import { commandIds, type CommandId } from '../contributions';
import type { Command, Host } from './host';
import { explainStep } from './explainStep';
import { importDvc, newPipeline } from './newPipeline';
import { openExample } from './openExample';
import { openStepLog } from './openStepLog';
import { revealStep } from './revealStep';
import { forceRunStep, runFromStep, runPipeline, runStep } from './run';
import { refresh, restartServer, showLog } from './server';
import { showGraph } from './showGraph';
import { stop } from './stop';

const commands: Readonly<Record<CommandId, Command>> = {
  'fairlead.runPipeline': runPipeline,
  'fairlead.runStep': runStep,
  'fairlead.runFromStep': runFromStep,
  'fairlead.forceRunStep': forceRunStep,
  'fairlead.stop': stop,
  'fairlead.explainStep': explainStep,
  'fairlead.openStepLog': openStepLog,
  'fairlead.revealStep': revealStep,
  'fairlead.showGraph': showGraph,
  'fairlead.refresh': refresh,
  'fairlead.newPipeline': newPipeline,
  'fairlead.importDvc': importDvc,
  'fairlead.openExample': openExample,
  'fairlead.showLog': showLog,
  'fairlead.restartServer': restartServer,
};

/** Registers all. */
export function registerCommands(host: Host): Disposable {
  const scope = new Scope();
  for (const id of commandIds) {
    scope.own(vscode.commands.registerCommand(id, (...args: unknown[]) => report(id, host, commands[id], args)));
  }
  return scope;
}

/** The one place where a command's error reaches the user: the sentence on the screen, the rest in the log. */
async function report(id: CommandId, host: Host, command: Command, args: readonly unknown[]): Promise<void> {
  try {
    await command(host, ...args);
  } catch (error) {
    host.output.error(id, error);
    const showLogChoice = vscode.l10n.t('Show Log');
    const message = error instanceof Error ? error.message : String(error);
    // Not waited for: the command is over, whether or not the message has been read.
    void vscode.window.showErrorMessage(`Fairlead: ${message}`, showLogChoice).then((choice) => {
      if (choice === showLogChoice) host.output.show();
    });
  }
}
