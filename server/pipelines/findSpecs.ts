// Which specs are in a folder. The walk is capped, so that a home directory opened by mistake costs a moment, not minutes.
import { readdir } from 'node:fs/promises';
import picomatch from 'picomatch';
import { isSpecName } from '../paths';

/** Folders that hold no specs of the user's own. */
const skipped = new Set(['node_modules', '.git', '.venv', 'venv', '.fairlead', '__pycache__', '.dvc', 'site-packages']);

/** How far a search goes; nearer folders come first, so what the cap leaves out lies deepest. */
export interface SearchLimits {
  readonly folders: number;
  readonly specs: number;
}

const defaultLimits: SearchLimits = { folders: 10_000, specs: 200 };

/** Absolute paths of the specs below `folders`, sorted; `exclude` are globs as in the editor's `files.exclude`. */
export async function findSpecs(
  folders: readonly string[],
  exclude: readonly string[],
  limits: SearchLimits = defaultLimits,
): Promise<readonly string[]> {
  const excluded = exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true });
  const found = new Set<string>();
  const queue = folders.map((folder) => ({ absolute: folder, relative: '' }));
  for (let at = 0; at < queue.length && at < limits.folders && found.size < limits.specs; at++) {
    const { absolute, relative } = queue[at] ?? { absolute: '', relative: '' };
    for (const entry of await entriesOf(absolute)) {
      const name = relative === '' ? entry.name : `${relative}/${entry.name}`;
      if (excluded(name)) continue;
      // Links to folders are not followed: they can form rings.
      if (entry.isDirectory() && !skipped.has(entry.name))
        queue.push({ absolute: `${absolute}/${entry.name}`, relative: name });
      else if (!entry.isDirectory() && isSpecName(entry.name)) found.add(`${absolute}/${entry.name}`);
    }
  }
  return [...found].sort().slice(0, limits.specs);
}

/** A folder that cannot be read holds nothing for us; the editor shows it as unreadable itself. */
async function entriesOf(folder: string) {
  return readdir(folder, { withFileTypes: true }).catch(() => []);
}
