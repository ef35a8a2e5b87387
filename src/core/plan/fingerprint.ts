// The digest of everything that decides a task's outputs.
import { canonicalJson } from '../base/json';
import type { Digest, Sha256 } from '../base/digest';
import { commandText } from './commandText';
import type { Task } from './task';
import type { Fingerprint } from './verdict';

/** Raised when the meaning of a field changes, so that fingerprints of older versions match nothing. */
const FORMAT = 1;

/**
 * Each field is there because a change of it may change an output; times, absolute paths, the executor and its resources
 * are not. Matrix values count only through what uses them, so an axis may be renamed without running anything again.
 */
export function fingerprintOf(task: Task, inputs: Readonly<Record<string, Digest>>, sha256: Sha256): Fingerprint {
  return sha256(
    canonicalJson({
      format: FORMAT,
      command: commandText(task.action),
      params: task.params,
      env: task.env,
      inputs,
      outputs: task.outputs.map(({ path }) => path).sort(),
    }),
  );
}
