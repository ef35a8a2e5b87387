// The outline: sections, steps and their named parts, not every scalar.
import { DocumentSymbolRequest, SymbolKind, type DocumentSymbol } from 'vscode-languageserver';
import type { SpecSymbol } from '../../src/core/spec/spec';
import { feature } from '../feature';

const kinds: Readonly<Record<SpecSymbol['kind'], SymbolKind>> = {
  section: SymbolKind.Namespace,
  step: SymbolKind.Function,
  dataset: SymbolKind.Struct,
  entry: SymbolKind.Property,
  param: SymbolKind.Constant,
};

/** `textDocument/documentSymbol`. */
export const documentSymbols = feature({
  request: DocumentSymbolRequest.type,
  capability: { documentSymbolProvider: { label: 'Fairlead' } },
  handle: ({ document }) => document.symbols().map(toLsp),
});

function toLsp({ name, detail, kind, range, selection, children }: SpecSymbol): DocumentSymbol {
  // The protocol refuses an empty name, which a key that is being typed has.
  return {
    name: name || '…',
    detail,
    kind: kinds[kind],
    range,
    selectionRange: selection,
    children: children.map(toLsp),
  };
}
