// *Run*, *Run from here* and *Why* above each step. The editor owns the commands; the server only says where they stand.
import { CodeLensRequest, type CodeLens } from 'vscode-languageserver';
import type { Range } from '../../src/core/base/text';
import type { SpecSymbol } from '../../src/core/spec/spec';
import type { StepCommandArgument } from '../../src/protocol/pipelines';
import { feature } from '../feature';

const lenses = [
  { title: '$(play) Run', command: 'fairlead.runStep' },
  { title: '$(run-below) Run from here', command: 'fairlead.runFromStep' },
  { title: 'Why', command: 'fairlead.explainStep' },
] as const;

/** `textDocument/codeLens`. */
export const codeLens = feature({
  request: CodeLensRequest.type,
  capability: { codeLensProvider: {} },
  handle: ({ uri, part, document }) =>
    // Steps of an included file run with the spec that includes it.
    part ? [] : [...stepsIn(document.symbols())].flatMap(({ name, selection }) => lensesOf(uri, name, selection)),
});

function* stepsIn(symbols: readonly SpecSymbol[]): Generator<SpecSymbol> {
  for (const symbol of symbols) {
    if (symbol.kind === 'step' && symbol.name !== '') yield symbol;
    else yield* stepsIn(symbol.children);
  }
}

function lensesOf(specUri: string, step: string, range: Range): CodeLens[] {
  const argument: StepCommandArgument = { specUri, step };
  return lenses.map(({ title, command }) => ({ range, command: { title, command, arguments: [argument] } }));
}
