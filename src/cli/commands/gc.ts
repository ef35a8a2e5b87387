// `fairlead gc`: removes cached outputs that no lock file of this folder names. Later runs make again what is then missing.
import { readdirSync } from 'node:fs';
import type { Digest } from '../../core/base/digest';
import { projectPaths, type ProjectPaths } from '../../core/base/paths';
import { err, type Result } from '../../core/base/result';
import { Scope } from '../../core/base/scope';
import { findGarbage, removeGarbage, type Garbage } from '../../core/cache/collectGarbage';
import { readLock } from '../../core/cache/lockFile';
import { acquireWriterLock, type LockFailure } from '../../core/run/writerLock';
import { exitCodes, type ExitCode } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import type { Command, Shell } from '../shell';
import { ioFailureText } from '../show/projectFailure';
import { bytes, count } from '../text/words';

/** As the command line gives them. */
export interface GcOptions {
  readonly file?: string;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Why nothing was removed. */
interface Refusal {
  readonly code: ExitCode;
  readonly message: string;
}

/** Removes and says how much. */
export const gc: Command<GcOptions> = async ({ file, dryRun = false, json = false }, shell) => {
  const opened = openProjectAt(file, json, shell);
  if (!opened.ok) return opened.error;
  const { paths } = opened.value.project;
  const scope = new Scope();
  try {
    const collected = await collect(paths, dryRun, scope);
    if (!collected.ok) return refuse(collected.error, json, shell);
    say(collected.value, dryRun, json, shell);
    return exitCodes.done.code;
  } finally {
    scope.dispose();
  }
};

/** The cache is shared by the specs of a folder, so all of them are asked what they need, and none may run meanwhile. */
async function collect(paths: ProjectPaths, dryRun: boolean, scope: Scope): Promise<Result<Garbage, Refusal>> {
  const keep = new Set<Digest>();
  for (const pipeline of pipelinesOf(paths)) {
    if (!dryRun) {
      const lock = await acquireWriterLock(pipeline.writerLock, { command: 'fairlead gc' });
      if (!lock.ok) return err(lockRefusal(lock.error));
      scope.own(lock.value);
    }
    const locked = await readLock(pipeline);
    if (!locked.ok) return err({ code: exitCodes.spec.code, message: `${locked.error.path}: ${locked.error.message}` });
    for (const { inputs, outputs } of locked.value.values()) {
      for (const { digest } of [...Object.values(inputs), ...Object.values(outputs)]) keep.add(digest);
    }
  }
  const garbage = dryRun ? findGarbage(paths, keep) : removeGarbage(paths, keep);
  return garbage.ok ? garbage : err({ code: exitCodes.disk.code, message: ioFailureText(garbage.error) });
}

/** This spec, its neighbours, and those that ran here once and are gone: their lock files may still be there. */
function pipelinesOf(paths: ProjectPaths): readonly ProjectPaths[] {
  const specs = names(paths.root).filter((name) => name === 'fairlead.yaml' || name.endsWith('.fairlead.yaml'));
  const gone = names(`${paths.stateDir}/pipelines`).map((key) => `${key}.yaml`);
  return [...new Set([paths.specFile, ...specs, ...gone])].map((specFile) => projectPaths(paths.root, specFile));
}

function lockRefusal(failure: LockFailure): Refusal {
  switch (failure.kind) {
    case 'held':
      return { code: exitCodes.busy.code, message: `Nothing was removed: a pipeline is ${failure.message}.` };
    case 'cancelled':
      return { code: exitCodes.cancelled.code, message: 'Stopped before anything was removed.' };
    case 'io':
      return { code: exitCodes.disk.code, message: ioFailureText(failure.failure) };
  }
}

function say(garbage: Garbage, dryRun: boolean, json: boolean, { out }: Shell): void {
  if (json) {
    out.write(`${JSON.stringify({ ...garbage, dryRun })}\n`);
    return;
  }
  const { objects, bytes: size, results } = garbage;
  if (objects + results === 0) out.write('Nothing to remove: the lock files need all that is cached.\n');
  else {
    const verb = dryRun ? 'Would remove' : 'Removed';
    out.write(
      `${verb} ${count(objects, 'cached object')} (${bytes(size)}); ${count(results, 'earlier result')} of steps can no longer be restored.\n`,
    );
  }
}

function refuse({ code, message }: Refusal, json: boolean, { out, err: errors }: Shell): ExitCode {
  if (json) out.write(`${JSON.stringify({ error: { kind: 'gc', message } })}\n`);
  errors.write(`${message}\n`);
  return code;
}

/** A folder that is not there has no names in it. */
function names(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
