// Which files a spec was made from: noted while it is parsed, so that the parse can be remembered as long as they are the same.
import type { Digest } from '../base/digest';
import { sha256 } from '../cache/sha256';
import type { ProjectFiles } from '../spec/projectFiles';

/** What was read (`null`: it was not there) and what globs of includes matched. */
export interface AskedFiles {
  readonly reads: Readonly<Record<string, Digest | null>>;
  readonly globs: Readonly<Record<string, readonly string[]>>;
}

/**
 * Passes questions on and notes those whose answers make up the pipeline. What is only looked for (`kind`) decides diagnostics
 * alone: an input that went away later is the plan's to say.
 */
export function noteFiles(files: ProjectFiles): { readonly files: ProjectFiles; asked(): AskedFiles } {
  const reads = new Map<string, Digest | null>();
  const globs = new Map<string, readonly string[]>();
  return {
    files: {
      ...files,
      read(path) {
        const text = files.read(path);
        reads.set(path, text === undefined ? null : sha256(text));
        return text;
      },
      glob(pattern) {
        const matches = files.glob(pattern);
        globs.set(pattern, matches);
        return matches;
      },
    },
    asked: () => ({ reads: Object.fromEntries(reads), globs: Object.fromEntries(globs) }),
  };
}
