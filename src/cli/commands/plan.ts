import { lockHolder } from '../../core/run/writerLock';
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

/**
 * `fairlead plan`: what a run would do and why, without running anything. It writes nothing but what it read, for the next
 * time, into `.fairlead`.
 */
export const plan: Command<PlanOptions> = async (options, shell) => {
  const json = options.json ?? false;
  const opened = openProjectAt(options.file, json, shell);
  if (!opened.ok) return opened.error;
  const { project, source } = opened.value;
  const planned = await project.plan(toSelection(options));
  if (!planned.ok) return reportProjectFailure(planned.error, source, json, shell);
  const holder = lockHolder(project.paths.writerLock);
  showPlan(planned.value, json ? 'json' : options.all === true ? 'all' : 'grouped', shell.out);
  if (holder !== undefined && !json)
    shell.out.write(
      `A run is under way (${holder.command}, pid ${holder.pid}); what it has not ended yet counts as undone.\n`,
    );
  return exitCodes.done.code;
};
