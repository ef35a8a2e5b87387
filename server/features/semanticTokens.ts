// Colours that need meaning: names by their kind, wherever they are used. Keys, values, shell and the marks of expressions are the
// grammar's.
import {
  SemanticTokenModifiers,
  SemanticTokenTypes,
  SemanticTokensBuilder,
  SemanticTokensRangeRequest,
  SemanticTokensRequest,
  type SemanticTokens,
  type ServerCapabilities,
} from 'vscode-languageserver';
import type { SpecDocument, SpecName, SpecNamePlace } from '../../src/core/spec/spec';
import { feature } from '../feature';

const types = [
  SemanticTokenTypes.function,
  SemanticTokenTypes.parameter,
  SemanticTokenTypes.property,
  SemanticTokenTypes.struct,
  SemanticTokenTypes.class,
  SemanticTokenTypes.enumMember,
] as const;

/** Standard types, so that every theme has a colour for them. Anchors and columns are left to the grammar. */
const typeOfKind: Readonly<Partial<Record<SpecName['kind'], (typeof types)[number]>>> = {
  step: SemanticTokenTypes.function,
  param: SemanticTokenTypes.parameter,
  axis: SemanticTokenTypes.parameter,
  input: SemanticTokenTypes.property,
  output: SemanticTokenTypes.property,
  dataset: SemanticTokenTypes.struct,
  evaluation: SemanticTokenTypes.struct,
  model: SemanticTokenTypes.class,
  deployment: SemanticTokenTypes.class,
  monitor: SemanticTokenTypes.class,
  gate: SemanticTokenTypes.enumMember,
  executor: SemanticTokenTypes.enumMember,
};

/** Params and axes do not change while a step runs. */
const modifiers = [SemanticTokenModifiers.readonly] as const;

const capability: ServerCapabilities = {
  semanticTokensProvider: {
    legend: { tokenTypes: [...types], tokenModifiers: [...modifiers] },
    full: true,
    range: true,
  },
};

/** `textDocument/semanticTokens/full`. */
export const semanticTokens = feature({
  request: SemanticTokensRequest.type,
  capability,
  handle: ({ document }) => tokensIn(document, 0, Number.MAX_SAFE_INTEGER),
});

/** `textDocument/semanticTokens/range`. */
export const semanticTokensInRange = feature({
  request: SemanticTokensRangeRequest.type,
  capability,
  handle: ({ document }, { range }) => tokensIn(document, range.start.line, range.end.line),
});

function tokensIn(document: SpecDocument, first: number, last: number): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  let end = { line: -1, character: 0 };
  for (const { name, range, role } of document.namesIn(first, last)) {
    const type = typeOfKind[name.kind];
    // Keys have the grammar's colour. A place can hold two names, and a name in quotes can go over several lines: neither fits a token.
    if (type === undefined || role === 'definition' || range.start.line !== range.end.line) continue;
    if (range.start.line === end.line && range.start.character < end.character) continue;
    end = range.end;
    const length = range.end.character - range.start.character;
    builder.push(range.start.line, range.start.character, length, types.indexOf(type), modifiersOf(name));
  }
  return builder.build();
}

function modifiersOf({ kind }: SpecNamePlace['name']): number {
  return kind === 'param' || kind === 'axis' ? 1 : 0;
}
