// `fairlead gc`: removes cached outputs that neither a lock file nor the last runs of this folder name. What is then missing
// is made again when it is needed.
import type { Garbage } from '../../core/cache/collectGarbage';
import { collectProjectGarbage } from '../../core/project/collectProjectGarbage';
import { exitCodes } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import type { Command, Shell } from '../shell';
import { reportHeld } from '../show/held';
import { reportProjectFailure } from '../show/projectFailure';
import { bytes, count } from '../text/words';

/** As the command line gives them. */
export interface GcOptions {
  readonly file?: string;
  readonly keep: number;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** Removes and says how much. */
export const gc: Command<GcOptions> = async ({ file, keep, dryRun = false, json = false }, shell) => {
  const opened = openProjectAt(file, json, shell);
  if (!opened.ok) return opened.error;
  const { project, source } = opened.value;
  const collected = await collectProjectGarbage(project.paths.root, { keepExecutions: keep, dryRun });
  if (collected.ok) {
    say(collected.value, dryRun, json, shell);
    return exitCodes.done.code;
  }
  const failure = collected.error;
  if (failure.kind === 'held') return reportHeld(failure, 'Nothing was removed', json, shell);
  // Nothing is waited for here, so nothing can be cancelled while waiting.
  if (failure.kind === 'cancelled') return exitCodes.cancelled.code;
  return reportProjectFailure(failure, source, json, shell);
};

function say(garbage: Garbage, dryRun: boolean, json: boolean, { out }: Shell): void {
  if (json) {
    out.write(`${JSON.stringify({ ...garbage, dryRun })}\n`);
    return;
  }
  const { objects, bytes: size, results } = garbage;
  if (objects + results === 0) {
    out.write('Nothing to remove: all that is cached is needed by a lock file or by the last runs.\n');
    return;
  }
  const removed = `${dryRun ? 'Would remove' : 'Removed'} ${count(objects, 'cached file')} (${bytes(size)})`;
  out.write(`${removed}; ${count(results, 'earlier result')} can no longer be restored.\n`);
}
