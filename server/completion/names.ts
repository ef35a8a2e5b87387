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
export function namesAt(snapshot: Snapshot, kind: NamedKind, path: SpecPath): readonly Candidate[] {
  const { catalog, document } = snapshot;
  const candidate = (text: string, detail?: string): Candidate => {
    return { text, kind: itemKinds[kind] ?? CompletionItemKind.Reference, detail };
  };
  switch (kind) {
    case 'driftMethod':
      return catalog.driftMethods.map(({ name, title }) => candidate(name, title));
    case 'metric':
      return (path[0] === 'gates' ? document.names(kind) : metricNames(snapshot, path)).map((name) => candidate(name));
    case 'executor': {
      const own = document.names(kind);
      const builtIn = catalog.executors.filter(({ name }) => !own.includes(name));
      return [...own.map((name) => candidate(name)), ...builtIn.map(({ name, title }) => candidate(name, title))];
    }
    case 'step':
      return document.names(kind).flatMap((name) => (path[0] === 'steps' && path[1] === name ? [] : [candidate(name)]));
    default:
      return document.names(kind, scopeOf(snapshot, kind, path)).map((name) => candidate(name));
  }
}

/** Columns belong to the dataset in which the path lies; the outputs that a `pick` names, to the step it picks from. */
function scopeOf(snapshot: Snapshot, kind: NamedKind, path: SpecPath): string | undefined {
  if (kind === 'column' && path[0] === 'datasets' && typeof path[1] === 'string') return path[1];
  return kind === 'output' ? pickedFrom(snapshot, path) : undefined;
}

function pickedFrom({ document }: Snapshot, path: SpecPath): string | undefined {
  return document.pipeline().steps.find(({ name }) => path[0] === 'steps' && name === path[1])?.pick?.from;
}

/** Metrics are known once the step that writes them has run. */
function metricNames(snapshot: Snapshot, path: SpecPath): readonly string[] {
  const from = pickedFrom(snapshot, path);
  const tasks = from === undefined ? [] : (snapshot.step(from)?.tasks ?? []);
  return [...new Set(tasks.flatMap(({ metrics }) => Object.keys(metrics)))].map((name) => `metrics.${name}`);
}
