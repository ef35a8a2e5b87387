import type { LockFailure } from '../../core/run/writerLock';
import { exitCodes, type ExitCode } from '../exitCodes';
import type { Shell } from '../shell';

/** Another process holds the pipeline: who, and since when. `consequence` is what did not happen. */
export function reportHeld(
  failure: Extract<LockFailure, { kind: 'held' }>,
  consequence: string,
  json: boolean,
  { out, err }: Shell,
): ExitCode {
  if (json) out.write(`${JSON.stringify({ error: failure })}\n`);
  err.write(`${consequence}: the pipeline is ${failure.message}.\n`);
  return exitCodes.busy.code;
}
