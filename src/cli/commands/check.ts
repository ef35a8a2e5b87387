import { exitCodes } from '../exitCodes';
import type { Command } from '../shell';
import { diagnosticCounts, showDiagnostics, toDiagnostic } from '../show/diagnostics';
import { displayPath } from '../show/problemLine';
import { reportProjectFailure } from '../show/projectFailure';
import { openProjectAt } from '../openProjectAt';

/** As the command line gives them. */
export interface CheckOptions {
  readonly file?: string;
  readonly json?: boolean;
}

/** `fairlead check`: every problem of the spec, with exit code 1 when one of them is an error. */
export const check: Command<CheckOptions> = async ({ file, json = false }, shell) => {
  const opened = openProjectAt(file, json, shell);
  if (!opened.ok) return opened.error;
  const { project, source } = opened.value;
  const checked = await project.check();
  if (!checked.ok) return reportProjectFailure(checked.error, source, json, shell);
  const diagnostics = [...checked.value.diagnostics, ...checked.value.problems.map(toDiagnostic)];
  const specFile = displayPath(`${project.paths.root}/${project.paths.specFile}`, shell.cwd);
  if (json) {
    shell.out.write(`${JSON.stringify({ file: specFile, diagnostics }, undefined, 2)}\n`);
  } else {
    showDiagnostics(diagnostics, source, shell.out);
    shell.out.write(`${specFile}: ${diagnosticCounts(diagnostics) || 'no problems'}\n`);
  }
  return diagnostics.some(({ severity }) => severity === 'error') ? exitCodes.failed.code : exitCodes.done.code;
};
