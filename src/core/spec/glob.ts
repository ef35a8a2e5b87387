import picomatch from 'picomatch';

/** Whether paths match a glob as the project's files are matched: `*` stays in a directory, `**` does not. */
export function globMatcher(glob: string): (path: string) => boolean {
  return picomatch(glob, { dot: true });
}
