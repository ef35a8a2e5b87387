// The files of a directory or of a glob, as a set: sorted, links followed, tools' own leavings left out.
import { readdirSync, statSync, type BigIntStats } from 'node:fs';
import { systemCode } from './ioFailure';

/** A regular file that was found, with its stat. `path` is relative to the folder where the walk began. */
export interface FoundFile {
  readonly path: string;
  readonly stat: BigIntStats;
}

/** How far a walk goes and what it takes. */
export interface WalkOptions {
  /** How many names a path may have. */
  readonly depth: number;
  takes(path: string): boolean;
}

/** Everything below a directory. */
export const wholeTree: WalkOptions = { depth: Infinity, takes: () => true };

/**
 * Lists the files below `directory` (absolute), sorted by their paths. Links count as what they lead to, since that is
 * what a step reads; a link that leads nowhere is as good as missing, and one that leads to a folder around itself is
 * not entered again. Sockets, pipes and devices have no content and are left out.
 */
export function walk(directory: string, options: WalkOptions = wholeTree): FoundFile[] {
  const found: FoundFile[] = [];
  const enter = (absolute: string, prefix: string, depth: number, around: readonly BigIntStats[]): void => {
    for (const name of readdirSync(absolute)) {
      if (isLeaving(name)) continue;
      const stat = statOf(`${absolute}/${name}`);
      const path = prefix + name;
      if (stat?.isFile() === true) {
        if (options.takes(path)) found.push({ path, stat });
      } else if (
        stat?.isDirectory() === true &&
        depth < options.depth &&
        !around.some((other) => sameFile(other, stat))
      ) {
        enter(`${absolute}/${name}`, `${path}/`, depth + 1, [...around, stat]);
      }
    }
  };
  const top = statOf(directory);
  if (top?.isDirectory() === true) enter(directory, '', 1, [top]);
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The stat of what a path leads to; undefined when that is nothing. */
export function statOf(path: string): BigIntStats | undefined {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false });
  } catch (error) {
    const code = systemCode(error);
    if (code === 'ENOTDIR' || code === 'ELOOP') return undefined;
    throw error;
  }
}

/** What Git, editors, interpreters and Fairlead itself put into folders: no step's input or output. */
function isLeaving(name: string): boolean {
  return leavings.has(name) || name.startsWith('.fairlead');
}

const leavings: ReadonlySet<string> = new Set(['.git', '__pycache__', '.ipynb_checkpoints', '.DS_Store']);

const sameFile = (a: BigIntStats, b: BigIntStats): boolean => a.ino === b.ino && a.dev === b.dev;
