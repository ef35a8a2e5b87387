// Every spec of the open folders, also those that no editor has open: what a search over the workspace looks at. A text is only cut at
// its entries, not checked: ten thousand lines cost a few milliseconds.
import type { ProjectFiles } from '../src/core/spec/projectFiles';
import { includesOf, specEntries, type SpecEntry } from './specEntries';
import { baseName, parentOf, pathToUri, uriToPath } from './paths';
import type { Snapshot } from './snapshot';

/** A named entry of a spec: a step, a dataset, a model … */
export interface PlacedEntry extends SpecEntry {
  readonly uri: string;
  /** The name of its file. */
  readonly file: string;
}

/** Where specs come from. */
export interface WorkspaceSpecsParts {
  /** Absolute paths of the specs in the folders. */
  readonly find: () => Promise<readonly string[]>;
  readonly diskFiles: (root: string) => ProjectFiles;
  /** The specs that are open: their texts count. */
  readonly open: () => readonly Snapshot[];
}

/** The specs, remembered until one of them comes, goes or changes on the disk. */
export class WorkspaceSpecs {
  readonly #parts: WorkspaceSpecsParts;
  #paths: Promise<readonly string[]> | undefined;
  /** URI -> the entries of a text; another text under the same URI replaces them. */
  readonly #entries = new Map<string, { readonly text: string; readonly entries: readonly SpecEntry[] }>();

  constructor(parts: WorkspaceSpecsParts) {
    this.#parts = parts;
  }

  /** The specs that are open now. */
  get open(): readonly Snapshot[] {
    return this.#parts.open();
  }

  filesChanged(): void {
    this.#paths = undefined;
  }

  /** Every entry of every spec and of what it includes. */
  async entries(): Promise<readonly PlacedEntry[]> {
    const found = await (this.#paths ??= this.#parts.find());
    const placed = new Map<string, readonly PlacedEntry[]>();
    const add = (uri: string, text: string | undefined): void => {
      if (text !== undefined && !placed.has(uri)) placed.set(uri, this.#placed(uri, text));
    };
    const open = this.#parts.open();
    for (const snapshot of open) {
      const { uri, document, files } = snapshot;
      add(uri, document.text);
      for (const file of includesOf(document.text, files)) add(snapshot.toUri(file), files.read(file));
    }
    const isOpen = new Set(open.map(({ uri }) => uriToPath(uri)));
    for (const path of found.filter((each) => !isOpen.has(each))) {
      const files = this.#parts.diskFiles(parentOf(path));
      const text = files.read(baseName(path));
      add(pathToUri(path), text);
      for (const file of includesOf(text ?? '', files)) add(pathToUri(`${parentOf(path)}/${file}`), files.read(file));
    }
    for (const uri of this.#entries.keys()) if (!placed.has(uri)) this.#entries.delete(uri);
    return [...placed.values()].flat();
  }

  #placed(uri: string, text: string): readonly PlacedEntry[] {
    let known = this.#entries.get(uri);
    if (known?.text !== text) this.#entries.set(uri, (known = { text, entries: specEntries(text) }));
    const file = baseName(uriToPath(uri) ?? uri);
    return known.entries.map((entry) => ({ ...entry, uri, file }));
  }
}
