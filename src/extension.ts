// The composition root of the editor: builds, connects and registers; decides nothing.
import * as vscode from 'vscode';
import { Scope } from './core/base/scope';
import { makeApi, type FairleadApi } from './host/api';
import { Client } from './host/client/client';
import { registerCommands } from './host/commands';
import { keepContexts } from './host/contexts';
import { taskType } from './host/contributions';
import { GraphPanels } from './host/graph/graphPanels';
import { Layouts } from './host/graph/layouts';
import { Pipelines } from './host/pipelines/pipelines';
import { Logs } from './host/logs/logs';
import { openStatusBar } from './host/statusBar';
import { RunningTasks } from './host/tasks/runningTasks';
import { FairleadTasks } from './host/tasks/taskProvider';
import { openPipelinesTree } from './host/tree/pipelinesTree';

/** Called by the editor once, when one of the activation events of package.json happens. */
export function activate(context: vscode.ExtensionContext): FairleadApi {
  const started = performance.now();
  const scope = new Scope();
  context.subscriptions.push(scope);
  const dist = (name: string): string => vscode.Uri.joinPath(context.extensionUri, 'dist', name).fsPath;

  const output = scope.own(vscode.window.createOutputChannel('Fairlead', { log: true }));
  const pipelines = scope.own(new Pipelines());
  const client = scope.own(new Client({ serverPath: dist('server.js'), output, pipelines }));
  const layouts = scope.own(new Layouts(dist('layoutWorker.js')));
  const { extensionUri, workspaceState: memory } = context;
  const graphs = scope.own(new GraphPanels({ pipelines, layouts, extensionUri }));
  const logs = scope.own(new Logs());
  const running = scope.own(new RunningTasks());
  const cli = dist('cli.js');
  const tasks = new FairleadTasks(pipelines, cli);

  scope.own(registerCommands({ pipelines, client, tasks, running, graphs, logs, output, memory, extensionUri, cli }));
  scope.own(vscode.tasks.registerTaskProvider(taskType, tasks));
  scope.own(keepContexts(pipelines));
  scope.own(openPipelinesTree(pipelines));
  scope.own(openStatusBar(pipelines));
  void client.start(); // Not waited for: views fill when the server answers.

  const activationMs = performance.now() - started;
  output.info(`Activated in ${activationMs.toFixed(1)} ms.`);
  return makeApi(pipelines, activationMs);
}
