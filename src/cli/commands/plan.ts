import { exitCodes } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import { toSelection, type SelectionOptions } from '../selection';
import type { Command } from '../shell';
import { showPlan } from '../show/plan';
import { reportProjectFailure } from '../show/projectFailure';

/** As the command line gives them. */
export interface PlanOptions extends SelectionOptions {
  readonly file?: string;
  /** Every task with every reason. */
  readonly all?: boolean;
  readonly json?: boolean;
}

/** `fairlead plan`: what a run would do and why, without running anything. What it read of unchanged files is remembered in `.fairlead`. */
export const plan: Command<PlanOptions> = async (options, shell) => {
  const json = options.json ?? false;
  const opened = openProjectAt(options.file, json, shell);
  if (!opened.ok) return opened.error;
  const { project, source } = opened.value;
  const planned = await project.plan(toSelection(options));
  if (!planned.ok) return reportProjectFailure(planned.error, source, json, shell);
  showPlan(planned.value, json ? 'json' : options.all === true ? 'all' : 'grouped', shell.out);
  return exitCodes.done.code;
};
