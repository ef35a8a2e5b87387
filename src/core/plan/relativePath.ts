// Paths as a spec writes them: relative to the root, `/`. Purely textual; nothing here asks a disk.
import { isAddress, normalPath } from '../spec/paths';

/** One spelling per path: no `.`, no empty parts, no trailing slash, `..` resolved where it can be. The root is `.`. */
export function normalizePath(path: string): string {
  // The common case costs nothing: paths are normalised for each of thousands of tasks.
  if (!/(?:^|\/)\.{0,2}(?:\/|$)|\\/.test(path)) return path;
  return normalPath(path);
}

/** Whether a normalised path lies outside of the root. */
export function isOutside(path: string): boolean {
  return path === '..' || path.startsWith('../') || path.startsWith('/') || /^[A-Za-z]:/.test(path);
}

/** The directories above a normalised relative path, nearest first; the root itself is left out. */
export function* ancestorsOf(path: string): Generator<string> {
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) yield path.slice(0, at);
}

/** `path`, relative to the root, as seen from `directory`, also relative to the root. */
export function seenFrom(directory: string, path: string): string {
  if (directory === '.' || path.startsWith('/') || isAddress(path)) return path;
  const from = directory.split('/');
  const to = path.split('/');
  let common = 0;
  while (common < from.length && from[common] === to[common]) common++;
  const parts = [...from.slice(common).map(() => '..'), ...to.slice(common)];
  return parts.length === 0 ? '.' : parts.join('/');
}
