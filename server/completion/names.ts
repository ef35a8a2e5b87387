// Names of the project's own things, where the grammar wants one.
import { CompletionItemKind } from 'vscode-languageserver';
import type { KeyMeta } from '../../src/core/spec/schema/scalars';
import type { SpecPath } from '../../src/core/spec/spec';
import type { Snapshot } from '../snapshot';
import type { Candidate } from './values';

type NamedKind = NonNullable<KeyMeta['names']>;

const itemKinds: Readonly<Partial<Record<NamedKind, CompletionItemKind>>> = {
  step: CompletionItemKind.Function,
  dataset: CompletionItemKind.Struct,
  param: CompletionItemKind.Constant,
  column: CompletionItemKind.Field,
};

/** The names of a kind that fit at `path`. */
export function namesAt({ document, catalog }: Snapshot, kind: NamedKind, path: SpecPath): readonly Candidate[] {
  const itemKind = itemKinds[kind] ?? CompletionItemKind.Reference;
  if (kind === 'driftMethod')
    return catalog.driftMethods.map(({ name, title }) => ({ text: name, kind: itemKind, detail: title }));
  const names = document.names(kind, kind === 'column' ? columnScope(path) : undefined);
  const listed = names
    .filter((name) => kind !== 'step' || name !== path[1])
    .map((text): Candidate => ({ text, kind: itemKind }));
  if (kind !== 'executor') return listed;
  const builtIn = catalog.executors.filter(({ name }) => !names.includes(name));
  return [...listed, ...builtIn.map(({ name, title }) => ({ text: name, kind: itemKind, detail: title }))];
}

/** Columns belong to a dataset: the one in which the path lies. */
function columnScope(path: SpecPath): string | undefined {
  return path[0] === 'datasets' && typeof path[1] === 'string' ? path[1] : undefined;
}
