// A project folder of its own for each test, removed afterwards.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { projectPaths, type ProjectPaths } from '../../../src/core/base/paths';
import { ensureStateDir } from '../../../src/core/cache/stateDir';

export interface TemporaryProject {
  readonly paths: ProjectPaths;
  at(path: string): string;
  /** Writes files; their folders are made. */
  write(files: Readonly<Record<string, string>>): void;
  read(path: string): string;
  /** Paths of all files below `directory`, sorted. */
  list(directory: string): string[];
}

/** Makes a project with `files` in it. */
export function temporaryProject(
  files: Readonly<Record<string, string>> = {},
  specFile = 'fairlead.yaml',
): TemporaryProject {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'fairlead-test-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const paths = projectPaths(root, specFile);
  const made = ensureStateDir(paths);
  if (!made.ok) throw new Error(made.error.message);
  const project: TemporaryProject = {
    paths,
    at: (path) => join(root, path),
    write(contents) {
      for (const [path, content] of Object.entries(contents)) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
    },
    read: (path) => readFileSync(join(root, path), 'utf8'),
    list: (directory) =>
      readdirSync(join(root, directory), { recursive: true, withFileTypes: true })
        .filter((entry) => !entry.isDirectory())
        .map((entry) => join(entry.parentPath, entry.name).slice(join(root, directory).length + 1))
        .sort(),
  };
  project.write(files);
  return project;
}

/** The value of a result that has to be good. */
export function must<T>(
  result:
    { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: { readonly message: string } },
): T {
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}
