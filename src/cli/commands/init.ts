// `fairlead init`: a first spec, from a DVC pipeline where there is one. Never overwrites what it was not told to.
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../../core/base/result';
import type { IoFailure } from '../../core/cache/cache';
import { ioFailure } from '../../core/cache/ioFailure';
import { writeAtomically } from '../../core/cache/writeAtomically';
import { exitCodes, type ExitCode } from '../exitCodes';
import type { Command, Shell } from '../shell';
import { displayPath } from '../show/problemLine';
import { ioFailureText } from '../show/projectFailure';
import { convertedSpec, firstSpec, type NewSpec } from '../newSpec';

/** As the command line gives them. */
export interface InitOptions {
  readonly file: string;
  readonly name?: string;
  /** `true`: the `dvc.yaml` beside the spec. */
  readonly fromDvc?: string | true;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes the spec and says what to do next. */
export const init: Command<InitOptions> = (options, shell) => {
  const path = resolve(shell.cwd, options.file);
  const refuse = (code: ExitCode, message: string) => {
    if (options.json === true) shell.out.write(`${JSON.stringify({ error: { kind: 'init', message } })}\n`);
    shell.err.write(`${message}\n`);
    return code;
  };
  if (existsSync(path) && options.force !== true) {
    return refuse(exitCodes.usage.code, `${displayPath(path, shell.cwd)} exists already; --force overwrites it.`);
  }
  const spec = newSpec(path, options, shell);
  if (!spec.ok) return refuse(exitCodes.spec.code, spec.error);
  const written = writeSpec(path, spec.value.text);
  if (!written.ok) return refuse(exitCodes.disk.code, ioFailureText(written.error));
  say(path, spec.value, options, shell);
  return exitCodes.done.code;
};

function newSpec(path: string, { name, fromDvc }: InitOptions, shell: Shell): Result<NewSpec, string> {
  const folder = dirname(path);
  const beside = join(folder, 'dvc.yaml');
  const dvcFile = typeof fromDvc === 'string' ? resolve(shell.cwd, fromDvc) : beside;
  if (fromDvc === undefined && !existsSync(beside)) return ok(firstSpec(name ?? basename(folder)));
  if (!existsSync(dvcFile))
    return err(`${displayPath(dvcFile, shell.cwd)} does not exist; name the DVC pipeline: --from-dvc <dvc.yaml>`);
  return convertedSpec(dvcFile, folder);
}

/** In one step: a full disk leaves either the old spec or none, never half a one. */
function writeSpec(path: string, text: string): Result<void, IoFailure> {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    return err(ioFailure(error, dirname(path), 'write'));
  }
  return writeAtomically(path, text);
}

function say(path: string, { notes }: NewSpec, { file, json }: InitOptions, { cwd, out }: Shell): void {
  if (json === true) {
    out.write(`${JSON.stringify({ file: path, notes })}\n`);
    return;
  }
  out.write(`Wrote ${displayPath(path, cwd)}.\n`);
  for (const note of notes) out.write(`  ${note}\n`);
  const named = file === 'fairlead.yaml' ? '' : ` --file ${file}`;
  out.write(`Next: "fairlead plan${named}" says what would run, "fairlead run${named}" runs it.\n`);
}
