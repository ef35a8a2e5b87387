// Why a project cannot be read or planned: in words for the terminal, as data for `--json`, as an exit code for scripts.
import { resolve } from 'node:path';
import { unreachable } from '../../core/base/unreachable';
import type { IoFailure } from '../../core/cache/cache';
import type { ProjectFailure } from '../../core/project/project';
import { exitCodes, type ExitCode } from '../exitCodes';
import type { Shell } from '../shell';
import { count } from '../text/words';
import { diagnosticCounts, showDiagnostics, toDiagnostic, type Source } from './diagnostics';
import { displayPath } from './problemLine';

/** Says it on the error stream, and on the standard one as well for a program that reads JSON. */
export function reportProjectFailure(failure: ProjectFailure, source: Source, json: boolean, shell: Shell): ExitCode {
  if (json) shell.out.write(`${JSON.stringify({ error: failure })}\n`);
  if (failure.kind === 'spec-errors') showDiagnostics(failure.diagnostics, source, shell.err);
  if (failure.kind === 'plan-problems') showDiagnostics(failure.problems.map(toDiagnostic), source, shell.err);
  shell.err.write(`${failureText(failure, source)}\n`);
  return exitCodeOf(failure);
}

/** What the disk refused, as a sentence; it names the path and the remedy. */
export function ioFailureText({ message }: Pick<IoFailure, 'message'>): string {
  return `Fairlead ${message}${message.endsWith('.') ? '' : '.'}`;
}

function failureText(failure: ProjectFailure, { root, cwd }: Source): string {
  const show = (path: string) => displayPath(resolve(root, path), cwd);
  switch (failure.kind) {
    case 'spec-missing':
      return `${show(failure.path)} does not exist; "fairlead init" makes a first one.`;
    case 'spec-unreadable':
      return `${show(failure.path)} cannot be read: ${failure.message}`;
    case 'spec-errors':
      return `Nothing was done: the spec has ${diagnosticCounts(failure.diagnostics)}.`;
    case 'plan-problems':
      return `Nothing was done: the pipeline has ${count(failure.problems.length, 'error')}.`;
    case 'lock-unreadable':
      // It names the file and the remedy by itself.
      return ioFailureText({ message: failure.message.replace(failure.path, show(failure.path)) });
    case 'unknown-selection': {
      const hint =
        failure.suggestion === undefined
          ? '"fairlead plan --all" lists them.'
          : `did you mean "${failure.suggestion}"?`;
      return `No step or task is called "${failure.name}"; ${hint}`;
    }
    case 'io':
      return ioFailureText(failure.failure);
    default:
      return unreachable(failure);
  }
}

function exitCodeOf({ kind }: ProjectFailure): ExitCode {
  if (kind === 'io') return exitCodes.disk.code;
  return kind === 'unknown-selection' ? exitCodes.usage.code : exitCodes.spec.code;
}
