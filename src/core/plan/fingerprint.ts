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
    JSON.stringify({
      format: FORMAT,
      command: commandText(task.action),
      params: canonicalJson(task.params),
      env: sortedEntries(task.env),
      inputs: sortedEntries(inputs),
      outputs: task.outputs.map(({ path }) => path).sort(),
      // The order of candidates decides between equals.
      ...(task.action.kind === 'pick'
        ? { candidates: task.action.candidates.map(({ output, metrics }) => [output, ...metrics]) }
        : {}),
    }),
  );
}

/** The same for the same members, in whatever order they were written. */
function sortedEntries(record: Readonly<Record<string, string>>): readonly (readonly [string, string])[] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
