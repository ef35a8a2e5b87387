// The first lines of nearly every command: which spec, and the project around it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { err, ok, type Result } from '../core/base/result';
import type { StoreOptions } from '../core/cache/contentStore';
import { openProject } from '../core/project/openProject';
import type { Project } from '../core/project/project';
import type { ExitCode } from './exitCodes';
import { findSpec } from './findSpec';
import type { Shell } from './shell';
import type { Source } from './show/diagnostics';

/** A project and where the texts of its problems come from. */
export interface OpenedProject {
  readonly project: Project;
  readonly source: Source;
}

/** Finds and opens the spec; where there is none it has said so, and the exit code is the answer. */
export function openProjectAt(
  file: string | undefined,
  json: boolean,
  shell: Shell,
  options: StoreOptions = {},
): Result<OpenedProject, ExitCode> {
  const place = findSpec(file, shell.cwd);
  if (!place.ok) {
    const { message, code } = place.error;
    if (json) shell.out.write(`${JSON.stringify({ error: { kind: 'no-spec', message } })}\n`);
    shell.err.write(`${message}\n`);
    return err(code);
  }
  const { root, specFile } = place.value;
  return ok({
    project: openProject(root, specFile, options),
    source: { root, cwd: shell.cwd, read: (path) => readText(join(root, path)) },
  });
}

/** For excerpts only: a file that went away meanwhile has none. */
function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
