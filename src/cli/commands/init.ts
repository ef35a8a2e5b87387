// `fairlead init`: a first spec, from a DVC pipeline where there is one. Never overwrites what it was not told to.
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { err, ok, type Result } from '../../core/base/result';
import type { IoFailure } from '../../core/cache/cache';
import { ioFailure } from '../../core/cache/ioFailure';
import { writeAtomically } from '../../core/cache/writeAtomically';
import { exitCodes, type ExitCode } from '../exitCodes';
import type { Command, Shell } from '../shell';
import { displayPath } from '../show/problemLine';
import { ioFailureText } from '../show/projectFailure';
import { shellWord } from '../text/shellWord';
import { convertedSpec, firstSpec, type NewSpec } from '../newSpec';

/** As the command line gives them. */
export interface InitOptions {
  readonly file?: string;
  readonly name?: string;
  /** `true`: the `dvc.yaml` beside the spec. */
  readonly fromDvc?: string | true;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** Writes the spec and says what to do next. */
export const init: Command<InitOptions> = (options, shell) => {
  const refuse = (code: ExitCode, message: string) => {
    if (options.json === true) shell.out.write(`${JSON.stringify({ error: { kind: 'init', message } })}\n`);
    shell.err.write(`${message}\n`);
    return code;
  };
  const { path, dvcFile } = placesOf(options, shell.cwd);
  if (dvcFile !== undefined && dirname(path) !== dirname(dvcFile)) {
    const folder = displayPath(dirname(dvcFile), shell.cwd);
    const why = `its paths are relative to ${folder}, so the spec has to be written there: leave out --file`;
    return refuse(exitCodes.usage.code, `${displayPath(dvcFile, shell.cwd)}: ${why}.`);
  }
  if (existsSync(path) && options.force !== true) {
    return refuse(exitCodes.usage.code, `${displayPath(path, shell.cwd)} exists already; --force overwrites it.`);
  }
  const spec = newSpec(path, dvcFile, options, shell);
  if (!spec.ok) return refuse(exitCodes.spec.code, spec.error);
  const written = writeSpec(path, spec.value.text);
  if (!written.ok) return refuse(exitCodes.disk.code, ioFailureText(written.error));
  say(path, spec.value, options, shell);
  return exitCodes.done.code;
};

interface Places {
  /** Of the new spec. */
  readonly path: string;
  /** The DVC pipeline that was asked for, or that lies beside the new spec. */
  readonly dvcFile?: string;
}

function placesOf({ file, fromDvc }: InitOptions, cwd: string): Places {
  if (typeof fromDvc === 'string') {
    const dvcFile = resolve(cwd, fromDvc);
    return { path: file === undefined ? join(dirname(dvcFile), firstName) : resolve(cwd, file), dvcFile };
  }
  const path = resolve(cwd, file ?? firstName);
  const beside = join(dirname(path), 'dvc.yaml');
  return fromDvc === true || existsSync(beside) ? { path, dvcFile: beside } : { path };
}

const firstName = 'fairlead.yaml';

function newSpec(
  path: string,
  dvcFile: string | undefined,
  { name }: InitOptions,
  { cwd }: Shell,
): Result<NewSpec, string> {
  const folder = dirname(path);
  if (dvcFile === undefined) {
    const first = firstSpec(name ?? basename(folder));
    return ok({ ...first, notes: [...first.notes, ...dvcNotes(folder, cwd)] });
  }
  if (!existsSync(dvcFile))
    return err(`${displayPath(dvcFile, cwd)} does not exist; name the DVC pipeline: --from-dvc <dvc.yaml>`);
  return convertedSpec(dvcFile, name);
}

/** In a repository of several projects the pipelines lie in its folders: each gets a spec of its own. */
function dvcNotes(folder: string, cwd: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .map((name) => join(folder, name, 'dvc.yaml'))
    .filter((path) => existsSync(path))
    .map(
      (path) =>
        `There is ${displayPath(path, cwd)}: "fairlead init --from-dvc ${shellWord(displayPath(path, cwd))}" converts it.`,
    );
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

function say(path: string, { notes }: NewSpec, { json }: InitOptions, { cwd, out }: Shell): void {
  if (json === true) {
    out.write(`${JSON.stringify({ file: path, notes })}\n`);
    return;
  }
  const shown = displayPath(path, cwd);
  out.write(`Wrote ${shown}.\n`);
  for (const note of notes) out.write(`  ${note}\n`);
  const named = shown === firstName ? '' : ` --file ${shellWord(shown)}`;
  out.write(`Next: "fairlead plan${named}" says what would run, "fairlead run${named}" runs it.\n`);
}
