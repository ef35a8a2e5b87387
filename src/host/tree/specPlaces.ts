// Where each spec lies, in as few words as tell the specs of a window apart.

const usualName = 'fairlead.yaml';

/** For each path what stands below the folder that all share: `models/churn`, `late.fairlead.yaml`; empty for a spec that is alone. */
export function specPlaces(paths: readonly string[]): readonly string[] {
  if (paths.length <= 1) return paths.map(() => '');
  const split = paths.map((path) => path.split(/[\\/]/));
  const shared = sharedLength(split);
  return split.map((parts) => {
    const below = parts.slice(shared);
    return below.at(-1) === usualName && below.length > 1 ? below.slice(0, -1).join('/') : below.join('/');
  });
}

/** How many leading parts all have in common. A file's own name never counts, so that something is left to say. */
function sharedLength([first = [], ...others]: readonly (readonly string[])[]): number {
  const most = Math.min(first.length, ...others.map(({ length }) => length)) - 1;
  const differs = first.findIndex((part, index) => index >= most || others.some((parts) => parts[index] !== part));
  return Math.max(0, differs);
}
