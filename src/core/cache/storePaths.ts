// Where the store keeps what, below `.fairlead/cache`: objects (bytes), directories (lists of files), tasks (outputs by fingerprint).
import type { Digest } from '../base/digest';
import type { ProjectPaths } from '../base/paths';
import { hexOf } from './sha256';

/** The kinds of entries: each is a folder of 256 folders, so that no folder grows beyond what file systems like. */
export const storeKinds = ['objects', 'directories', 'tasks'] as const;
export type StoreKind = (typeof storeKinds)[number];

/** The file of an entry. */
export function entryPath({ cacheDir }: ProjectPaths, kind: StoreKind, digest: Digest): string {
  const hex = hexOf(digest);
  return `${cacheDir}/${kind}/${hex.slice(0, 2)}/${hex.slice(2)}`;
}

/** Where things are made before they get their name: on the same file system as the store and, as a rule, as the project. */
export function temporaryDir({ stateDir }: ProjectPaths): string {
  return `${stateDir}/tmp`;
}
