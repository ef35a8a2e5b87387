// What a new spec is called on the disk.
import { vacantName } from './vacantName';

/** `fairlead.yaml` where there is none yet; else `<name>.fairlead.yaml`, numbered if that exists too. */
export function freeSpecName(name: string, existing: ReadonlySet<string>): string {
  if (!existing.has('fairlead.yaml')) return 'fairlead.yaml';
  const taken = [...existing].map((entry) => entry.replace(/\.fairlead\.yaml$/, ''));
  return `${vacantName(name, new Set(taken))}.fairlead.yaml`;
}

/** Why a text is no name, or nothing: names become file names and MLflow experiment names. */
export function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'Enter a name.';
  if (!/^[\w][\w.-]*$/.test(name))
    return 'Use letters, digits, hyphens, dots and underscores, and begin with a letter or a digit.';
  return undefined;
}
