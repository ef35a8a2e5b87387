import type { Digest } from '../base/digest';
import type { LockedTask } from '../plan/lock';

/** The outputs of a task by digest, as the cache remembers them. */
export function outputDigests({ outputs }: LockedTask): Readonly<Record<string, Digest>> {
  return Object.fromEntries(Object.entries(outputs).map(([path, { digest }]) => [path, digest]));
}
