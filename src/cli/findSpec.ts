// Which spec a command is about: the one named by --file, else the nearest one upward from where the user stands.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../core/base/result';
import { exitCodes, type ExitCode } from './exitCodes';

/** A spec on the disk: the folder that all its paths are relative to, and its name there. */
export interface SpecPlace {
  readonly root: string;
  readonly specFile: string;
}

/** No spec, or too many: what to say, and the exit code. */
export interface SpecNotFound {
  readonly message: string;
  readonly code: ExitCode;
}

/** `file` may name a spec or its folder. A spec named by hand need not exist: reading it says so with the path. */
export function findSpec(file: string | undefined, cwd: string): Result<SpecPlace, SpecNotFound> {
  if (file === undefined) return findUpward(cwd, cwd);
  const path = resolve(cwd, file);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return specIn(path) ?? notFound(path, path);
  return ok({ root: dirname(path), specFile: basename(path) });
}

function findUpward(folder: string, cwd: string): Result<SpecPlace, SpecNotFound> {
  const found = specIn(folder);
  if (found !== undefined) return found;
  const parent = dirname(folder);
  return parent === folder ? notFound(cwd, `${cwd} or any folder above it`) : findUpward(parent, cwd);
}

/** `fairlead.yaml`, else the only `*.fairlead.yaml`; several without a first among them are a question to the user. */
function specIn(folder: string): Result<SpecPlace, SpecNotFound> | undefined {
  if (existsSync(join(folder, 'fairlead.yaml'))) return ok({ root: folder, specFile: 'fairlead.yaml' });
  const specs = namesIn(folder).filter((name) => name.endsWith('.fairlead.yaml'));
  const [specFile] = specs;
  if (specFile === undefined) return undefined;
  if (specs.length === 1) return ok({ root: folder, specFile });
  const message = `${folder} holds several specs (${specs.sort().join(', ')}); name one: fairlead … --file ${specFile}`;
  return err({ message, code: exitCodes.usage.code });
}

function notFound(folder: string, where: string): Result<SpecPlace, SpecNotFound> {
  const remedy = existsSync(join(folder, 'dvc.yaml'))
    ? 'there is a dvc.yaml: "fairlead init" makes a fairlead.yaml from it'
    : '"fairlead init" makes a first one';
  return err({ message: `No fairlead.yaml in ${where}; ${remedy}.`, code: exitCodes.spec.code });
}

/** A folder that may not be listed holds no spec that could be used. */
function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
