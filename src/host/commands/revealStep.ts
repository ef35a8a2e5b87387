// Go to Step in Spec: opens the line that declares it.
import * as vscode from 'vscode';
import type { PlaceView } from '../../protocol/pipelines';
import { findStep } from '../pipelines/pipelines';
import { targetOf } from '../pipelines/target';
import type { Command } from './host';
import { pickStep } from './pick';

/** On a pipeline it opens the spec at its first error, else at its start. */
export const revealStep: Command = async (host, ...args) => {
  const target = targetOf(args);
  const pipeline = target && host.pipelines.get(target.uri);
  if (pipeline && target.step === undefined) {
    await revealPlace(firstError(pipeline.uri) ?? { uri: pipeline.uri, line: 0, character: 0 });
    return;
  }
  const step = pipeline && target.step !== undefined ? findStep(pipeline, target.step) : undefined;
  const place = step?.place ?? (await pickStep(host, args, vscode.l10n.t('Go to which step?')))?.step.place;
  if (place) await revealPlace(place);
};

function firstError(uri: string): PlaceView | undefined {
  const errors = vscode.languages
    .getDiagnostics(vscode.Uri.parse(uri))
    .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
    .sort((a, b) => a.range.start.compareTo(b.range.start));
  return errors[0] && { uri, line: errors[0].range.start.line, character: errors[0].range.start.character };
}

/** Shows a place in an editor, the line in the middle. */
export async function revealPlace({ uri, line, character }: PlaceView): Promise<void> {
  const file = vscode.Uri.parse(uri);
  const at = new vscode.Position(line, character);
  const options = { selection: new vscode.Range(at, at), viewColumn: columnFor(file) };
  const editor = await vscode.window.showTextDocument(file, options);
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** Where the file is open already; else beside a panel, which it would otherwise cover. */
function columnFor(file: vscode.Uri): vscode.ViewColumn {
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === file.toString());
  if (open?.viewColumn !== undefined) return open.viewColumn;
  const groups = vscode.window.tabGroups;
  if (!(groups.activeTabGroup.activeTab?.input instanceof vscode.TabInputWebview)) return vscode.ViewColumn.Active;
  const other = groups.all.find(({ isActive }) => !isActive);
  return other?.viewColumn ?? vscode.ViewColumn.Beside;
}
