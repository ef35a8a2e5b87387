// Which paths are globs, where a glob starts looking, and what it matches.
import picomatch from 'picomatch';

/** Whether a path of a spec stands for a set of files. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path);
}

/** A glob taken apart: only `base` has to be walked, and only `depth` folders deep. */
export interface Glob {
  /** The folder that all matches are below; `.` for the root. */
  readonly base: string;
  /** How many names a match has below `base`; Infinity with `**`. */
  readonly depth: number;
  /** `path` is relative to `base`. */
  matches(path: string): boolean;
}

/** Reads a glob as shells do: `*` stays within a folder and skips names that begin with a dot, `**` does not. */
export function parseGlob(pattern: string): Glob {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  const firstMagic = segments.findIndex(isGlob);
  const below = segments.slice(firstMagic === -1 ? segments.length : firstMagic);
  const matches = picomatch(below.join('/'));
  return {
    base: segments.slice(0, segments.length - below.length).join('/') || '.',
    // A brace may hold a slash, so the number of its segments says nothing.
    depth: below.some((segment) => /\*\*|[{}()]/.test(segment)) ? Infinity : below.length,
    matches: (path) => matches(path),
  };
}
