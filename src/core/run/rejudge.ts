// The verdict again, just before a task starts: what runs before it may have changed nothing (early cut-off) or everything.
import { ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { judge } from '../plan/judge';
import type { Known } from '../plan/plan';
import type { PathState, Task } from '../plan/task';
import type { Fingerprint, Verdict } from '../plan/verdict';
import type { Execution } from './execution';

/** A verdict with the states of inputs and outputs that it was made from. */
export interface Judged {
  readonly verdict: Verdict;
  /** Absent while an input is missing. */
  readonly fingerprint?: Fingerprint;
  readonly states: ReadonlyMap<string, PathState>;
}

/** Digests the task's inputs and outputs as they are now and judges it by them. */
export async function rejudge(
  task: Task,
  { plan, options, lock, stop }: Execution,
): Promise<Result<Judged, IoFailure>> {
  const paths = [...task.inputs, ...task.outputs].map(({ path }) => path);
  const digested = await options.digester.digest(paths, stop);
  if (!digested.ok) return digested;
  const states = digested.value;
  const known: Known = {
    ...plan.known,
    pathState: (path) => states.get(path) ?? { kind: 'missing' },
    cached: (fingerprint) => plan.known.cached(fingerprint),
    directoryFiles: (digest) => plan.known.directoryFiles(digest),
    lock: lock.lock,
  };
  // Everything upstream has ended by now: nothing is still to come.
  const { verdict, fingerprint } = judge(task, known, new Set());
  return ok({ verdict, fingerprint, states });
}
