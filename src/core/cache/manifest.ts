// What a directory is: the sorted list of its files. The list's text is kept in the store, its digest is the directory's.
import type { Digest } from '../base/digest';
import { isDigest, sha256 } from './sha256';

/** A file of a directory; `path` is relative to the directory. */
export interface ManifestEntry {
  readonly path: string;
  readonly digest: Digest;
}

/** The text that stands for a directory. Entries have to be sorted by path; NUL ends each, since paths may hold anything else. */
export function manifestText(entries: readonly ManifestEntry[]): string {
  let text = header;
  for (const { path, digest } of entries) text += `${digest} ${path}\0`;
  return text;
}

/** The digest of a directory with these files. */
export function manifestDigest(entries: readonly ManifestEntry[]): Digest {
  return sha256(manifestText(entries));
}

/** Reads what `manifestText` wrote; undefined when it is something else. */
export function parseManifest(text: string): ManifestEntry[] | undefined {
  if (!text.startsWith(header)) return undefined;
  const lines = text.slice(header.length).split('\0');
  if (lines.pop() !== '') return undefined;
  const entries: ManifestEntry[] = [];
  for (const line of lines) {
    const digest = line.slice(0, digestLength);
    if (!isDigest(digest)) return undefined;
    entries.push({ digest, path: line.slice(digestLength + 1) });
  }
  return entries;
}

/** The files of a directory by path. */
export function filesOf(entries: readonly ManifestEntry[]): Readonly<Record<string, Digest>> {
  // Without a prototype, so that a file named `__proto__` is a file like any other.
  const files = Object.create(null) as Record<string, Digest>;
  for (const { path, digest } of entries) files[path] = digest;
  return files;
}

const header = 'fairlead-directory-1\n';
const digestLength = 'sha256:'.length + 64;
