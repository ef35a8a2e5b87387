// What the tests say to the editor: one helper for each kind of question, all waiting on events, never on time.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { FairleadApi } from '../../../src/host/api';
import type { PipelineView } from '../../../src/protocol/pipelines';
import type { TreeRow } from '../../../src/host/tree/toTree';

/** The extension's exports, activated if it is not yet. */
export async function fairlead(): Promise<FairleadApi> {
  const extension = vscode.extensions.getExtension<FairleadApi>('fairlead.fairlead');
  if (!extension) throw new Error('the extension fairlead.fairlead is not installed');
  return extension.activate();
}

/** The folder that is open: a copy of examples/flights. */
export function folder(): string {
  const [open] = vscode.workspace.workspaceFolders ?? [];
  if (!open) throw new Error('no folder is open');
  return open.uri.fsPath;
}

export const file = (name: string): vscode.Uri => vscode.Uri.file(join(folder(), name));
export const textOf = (name: string): string => readFileSync(join(folder(), name), 'utf8');

/** Writes through the editor and saves, as a person would; gives back how to undo it. */
export async function edit(name: string, change: (text: string) => string): Promise<() => Promise<void>> {
  const document = await vscode.workspace.openTextDocument(file(name));
  const before = document.getText();
  await replace(document, change(before));
  await document.save();
  return async () => {
    await replace(document, before);
    await document.save();
  };
}

/** Replaces a document's text without saving. */
export async function replace(document: vscode.TextDocument, text: string): Promise<void> {
  const edits = new vscode.WorkspaceEdit();
  const all = new vscode.Range(new vscode.Position(0, 0), document.lineAt(document.lineCount - 1).range.end);
  edits.replace(document.uri, all, text);
  if (!(await vscode.workspace.applyEdit(edits))) throw new Error(`the editor refused to change ${document.fileName}`);
}

type Subscribe = (listener: () => void) => { dispose(): unknown };

/** Resolves with the first value of `read` that is not undefined, asked now and after each event; says what it last saw when late. */
export function until<T>(
  events: Subscribe,
  read: () => T | undefined,
  describe: () => string,
  timeoutMs = 60_000,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const finish = (act: () => void): void => {
      clearTimeout(timer);
      subscription.dispose();
      act();
    };
    const look = (): void => {
      const value = read();
      if (value !== undefined) finish(() => resolve(value));
    };
    const timer = setTimeout(() => finish(() => reject(new Error(`still: ${describe()}`))), timeoutMs);
    const subscription = events(look);
    look();
  });
}

/** The states of the steps of the example's pipeline: `{ prepare: 'fresh', … }`. */
export async function states(): Promise<Readonly<Record<string, string>>> {
  return Object.fromEntries(
    example(await fairlead()).flatMap(({ steps }) => steps.map(({ name, state }) => [name, state])),
  );
}

/** Waits until the steps' states are as told. */
export async function statesBecome(expected: Readonly<Record<string, string>>): Promise<void> {
  const api = await fairlead();
  const now = (): string =>
    JSON.stringify(
      Object.fromEntries(
        example(api).flatMap(({ steps, running }) => [
          ...steps.map(({ name, state }) => [name, state]),
          ...(running ? [['running', 'yes']] : []),
        ]),
      ),
    );
  const wanted = JSON.stringify(expected);
  await until(
    api.onDidChangePipelines,
    () => (now() === wanted ? true : undefined),
    () => `${now()} instead of ${wanted}`,
  );
}

const example = (api: FairleadApi): readonly PipelineView[] =>
  api.pipelines().filter(({ name }) => name === 'flight-delays');

/** A step's row as the tree shows it. */
export async function row(step: string): Promise<TreeRow> {
  const api = await fairlead();
  const found = api
    .rows()
    .flatMap(({ children }) => children)
    .find(({ label }) => label === step);
  if (!found) throw new Error(`the tree has no row ${step}`);
  return found;
}

/** Runs a command that starts a task, and waits for the task's process to end; resolves with its exit code. */
export async function runToEnd(command: string, ...args: unknown[]): Promise<number | undefined> {
  const ended = new Promise<number | undefined>((resolve) => {
    const subscription = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition.type !== 'fairlead') return;
      subscription.dispose();
      resolve(exitCode);
    });
  });
  await vscode.commands.executeCommand(command, ...args);
  return ended;
}

/** Waits for the problems of a file to satisfy `wanted`. */
export function problems(
  name: string,
  wanted: (found: readonly vscode.Diagnostic[]) => boolean,
): Promise<readonly vscode.Diagnostic[]> {
  const uri = file(name);
  const found = (): readonly vscode.Diagnostic[] => vscode.languages.getDiagnostics(uri);
  const text = (): string => JSON.stringify(found().map(({ message, range }) => ({ message, range })));
  return until(vscode.languages.onDidChangeDiagnostics, () => (wanted(found()) ? found() : undefined), text);
}

/** Presses Enter in the input box until the command has its answer: the box may not be there yet. */
export async function acceptUntil(answered: Thenable<unknown>): Promise<void> {
  const press = setInterval(
    () => void vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem'),
    200,
  );
  try {
    await answered;
  } finally {
    clearInterval(press);
  }
}
