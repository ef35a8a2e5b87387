// From a params file to where its params are used: every open spec that reads the file is asked.
import type { Location as LspLocation, ReferenceParams } from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SpecName } from '../../src/core/spec/spec';
import { toLspLocation } from '../locations';
import type { Snapshot } from '../snapshot';
import { paramAt } from './paramAt';

/** The uses of the param at a place of a params file; null where there is none. */
export function usesOfParam(specs: readonly Snapshot[], params: ReferenceParams): LspLocation[] | null {
  const found = specs.flatMap((snapshot) => {
    const { document } = snapshot;
    const name = paramName(snapshot, params);
    if (name === undefined) return [];
    const declarations = params.context.includeDeclaration ? document.definitions(name) : [];
    return [...declarations, ...document.references(name)].map((location) => toLspLocation(snapshot, location));
  });
  // Two specs may read the same file, and then both tell where it defines the param.
  const unique = [...new Map(found.map((location) => [JSON.stringify(location), location])).values()];
  return unique.length === 0 ? null : unique;
}

function paramName(snapshot: Snapshot, { textDocument, position }: ReferenceParams): SpecName | undefined {
  const file = snapshot.document.pipeline().paramsFiles.find((path) => snapshot.toUri(path) === textDocument.uri);
  const text = file === undefined ? undefined : snapshot.files.read(file);
  if (file === undefined || text === undefined) return undefined;
  const path = paramAt(file, text, TextDocument.create('', '', 0, text).offsetAt(position));
  return path === undefined ? undefined : { kind: 'param', name: path.join('.') };
}
