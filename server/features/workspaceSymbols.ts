// Finding a step, a dataset or a model by its name in every spec of the workspace, open or not.
import { SymbolKind, WorkspaceSymbolRequest, type SymbolInformation } from 'vscode-languageserver';
import type { Feature } from '../feature';
import type { PlacedEntry } from '../workspaceSpecs';

/** More than this is no answer; the next letter narrows it. */
const MOST_SYMBOLS = 1000;

const kinds: Readonly<Record<string, SymbolKind>> = {
  steps: SymbolKind.Function,
  datasets: SymbolKind.Struct,
  params: SymbolKind.Constant,
  models: SymbolKind.Class,
  executors: SymbolKind.Module,
  triggers: SymbolKind.Event,
};

/** `workspace/symbol`. It is about no document, so it connects by itself. */
export const workspaceSymbols: Feature = {
  capability: { workspaceSymbolProvider: true },
  connect(connection, guard, _, specs) {
    connection.onRequest(WorkspaceSymbolRequest.type, ({ query }) =>
      guard.requestLater('workspace/symbol', async () => matching((await specs()?.entries()) ?? [], query)),
    );
  },
};

/** The entries whose names hold the letters of `query` in their order; those that hold it as a whole come first. */
function matching(entries: readonly PlacedEntry[], query: string): SymbolInformation[] {
  const letters = query.toLowerCase();
  const found = entries.flatMap((entry) => {
    const rank = rankOf(entry.name.toLowerCase(), letters);
    return rank === undefined ? [] : [{ entry, rank }];
  });
  // The sort is stable: within a rank the order is that of the files.
  found.sort((a, b) => a.rank - b.rank);
  return found.slice(0, MOST_SYMBOLS).map(({ entry: { name, section, uri, file, range } }) => ({
    name,
    kind: kinds[section] ?? SymbolKind.Object,
    location: { uri, range },
    containerName: `${section} · ${file}`,
  }));
}

function rankOf(name: string, letters: string): number | undefined {
  if (name.startsWith(letters)) return 0;
  if (name.includes(letters)) return 1;
  let at = 0;
  for (const letter of name) if (letter === letters[at]) at++;
  return at === letters.length ? 2 : undefined;
}
