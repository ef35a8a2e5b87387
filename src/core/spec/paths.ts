// Paths as a spec writes them: relative to the project, with `/`. Two spellings of one path are made the same text.

/**
 * A path in its one spelling: no `./`, no `//`, no `/` at the end, `..` resolved as far as possible. `.` is the project itself. An address
 * stays as it is.
 */
export function normalPath(path: string): string {
  if (isAddress(path)) return path;
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  const joined = parts.join('/');
  return path.startsWith('/') ? `/${joined}` : joined === '' ? '.' : joined;
}

/** Whether a normal path lies outside of the project, or cannot be told to lie in it. */
export function isOutside(path: string): boolean {
  return (
    path === '..' || path.startsWith('../') || path.startsWith('/') || path.startsWith('~') || /^[A-Za-z]:/.test(path)
  );
}

/** Whether it is an address (`s3://…`, `https://…`) and no path. */
export function isAddress(path: string): boolean {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(path);
}

/** Whether a path is a pattern for several. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** The directory of a glob that no wildcard touches; `.` when there is none. */
export function globBase(glob: string): string {
  const parts = glob.split('/');
  const first = parts.findIndex(isGlob);
  return first <= 0 ? '.' : parts.slice(0, first).join('/');
}

/** `a/b`, `a` for `a/b/c`. */
export function ancestors(path: string): readonly string[] {
  const found: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) found.push(path.slice(0, at));
  return found;
}
