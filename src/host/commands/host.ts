import type * as vscode from 'vscode';
import type { Client } from '../client/client';
import type { GraphPanels } from '../graph/graphPanels';
import type { Logs } from '../logs/logs';
import type { Pipelines } from '../pipelines/pipelines';
import type { RunningTasks } from '../tasks/runningTasks';
import type { FairleadTasks } from '../tasks/taskProvider';

/** What commands may use: made once in extension.ts. */
export interface Host {
  readonly pipelines: Pipelines;
  readonly client: Client;
  readonly tasks: FairleadTasks;
  readonly running: RunningTasks;
  readonly graphs: GraphPanels;
  readonly logs: Logs;
  readonly output: vscode.LogOutputChannel;
  /** Last choices, a workspace each. */
  readonly memory: vscode.Memento;
  readonly extensionUri: vscode.Uri;
  /** Absolute path of the terminal program. */
  readonly cli: string;
}

/** A command: what a menu, a code lens or another extension hands over comes as it is. */
export type Command = (host: Host, ...args: unknown[]) => Promise<void> | void;
