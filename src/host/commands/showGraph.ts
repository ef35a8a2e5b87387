import * as vscode from 'vscode';
import type { Command } from './host';
import { pickPipeline } from './pick';

/** Show Pipeline Graph: one panel for each pipeline. */
export const showGraph: Command = async (host, ...args) => {
  const pipeline = await pickPipeline(host, args, vscode.l10n.t('Show the graph of which pipeline?'));
  if (pipeline) host.graphs.show(pipeline.uri);
};
