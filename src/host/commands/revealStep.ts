// Go to Step in Spec: opens the line that declares it.
import * as vscode from 'vscode';
import type { PlaceView } from '../../protocol/pipelines';
import { findStep } from '../pipelines/pipelines';
import { targetOf } from '../pipelines/target';
import type { Command } from './host';
import { pickStep } from './pick';

/** On a pipeline it opens the file's start. */
export const revealStep: Command = async (host, ...args) => {
  const target = targetOf(args);
  const pipeline = target && host.pipelines.get(target.uri);
  if (pipeline && target.step === undefined) {
    await revealPlace({ uri: pipeline.uri, line: 0, character: 0 });
    return;
  }
  const step = pipeline && target.step !== undefined ? findStep(pipeline, target.step) : undefined;
  const place = step?.place ?? (await pickStep(host, args, vscode.l10n.t('Go to which step?')))?.step.place;
  if (place) await revealPlace(place);
};

/** Shows a place in an editor, the line in the middle. */
export async function revealPlace(
  { uri, line, character }: PlaceView,
  options: vscode.TextDocumentShowOptions = {},
): Promise<void> {
  const at = new vscode.Position(line, character);
  const editor = await vscode.window.showTextDocument(vscode.Uri.parse(uri), {
    ...options,
    selection: new vscode.Range(at, at),
  });
  editor.revealRange(new vscode.Range(at, at), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
