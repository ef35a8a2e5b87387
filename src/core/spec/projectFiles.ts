/**
 * What the spec may ask about the disk, so that parsing stays free of IO. Paths are relative to the project's root,
 * written with `/`. An implementation answers from memory or from a snapshot; it never throws.
 */
export interface ProjectFiles {
  /** The text of a file, or undefined when it is missing or unreadable. Open editors' texts win over the disk. */
  read(path: string): string | undefined;
  /**
   * The first line of a file without its line break, e.g. the header of a table, however large the file is. Undefined when there is none,
   * when it is no UTF-8, or when it is longer than any header.
   */
  firstLine(path: string): string | undefined;
  /** What is at `path`. A path with a glob answers `file` when anything matches. */
  kind(path: string): 'file' | 'directory' | 'missing';
  /** The names in a directory, directories with a trailing `/`; empty when there is none. */
  list(directory: string): readonly string[];
  /** The files that a glob matches, sorted. */
  glob(pattern: string): readonly string[];
}

/** A project without files: for texts that are checked alone. */
export const noFiles: ProjectFiles = {
  read: () => undefined,
  firstLine: () => undefined,
  kind: () => 'missing',
  list: () => [],
  glob: () => [],
};
