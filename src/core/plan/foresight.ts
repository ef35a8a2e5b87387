// What will lie on the disk once the cache has put outputs back: tasks that read them are judged by that, not by what lies
// there now. So a whole chain that was once computed is restored without running any of it.
import type { Known } from './plan';
import { isGlob } from './outputIndex';
import type { PathState, Task, TaskId } from './task';
import type { Fingerprint } from './verdict';

/** Grows while a plan is made, task by task in their order. */
export class Foresight {
  /** What is known, with restored outputs as if they lay there already. */
  readonly known: Known;
  readonly #restored = new Map<string, PathState>();
  readonly #tasks = new Map<TaskId, Task>();

  constructor(known: Known) {
    this.known = {
      lock: known.lock,
      interrupted: known.interrupted,
      pathState: (path) => this.#restored.get(path) ?? known.pathState(path),
      cached: (fingerprint) => known.cached(fingerprint),
      directoryFiles: (digest) => known.directoryFiles(digest),
      sha256: known.sha256,
    };
  }

  /** Notes that a task's outputs will come from the cache. */
  willRestore(task: Task, fingerprint: Fingerprint | undefined): void {
    this.#tasks.set(task.id, task);
    const outputs = fingerprint === undefined ? {} : this.known.cached(fingerprint);
    for (const [path, digest] of Object.entries(outputs ?? {})) {
      const files = this.known.directoryFiles(digest);
      // The size decides nothing, and the cache does not tell it.
      const state = { digest, size: 0 };
      this.#restored.set(path, files ? { kind: 'directory', ...state, files } : { kind: 'file', ...state });
    }
  }

  /** Restored tasks of which `task` reads a part, or more than they make: that state is known only once they are back. */
  unclearNeeds(task: Task): readonly TaskId[] {
    if (this.#tasks.size === 0) return [];
    return task.needs.filter((id) => {
      const outputs = this.#tasks.get(id)?.outputs ?? [];
      return task.inputs.some(
        ({ path }) => !this.#restored.has(path) && outputs.some((output) => mayOverlap(path, output.path)),
      );
    });
  }
}

function mayOverlap(input: string, output: string): boolean {
  return isGlob(input) || input === '.' || input.startsWith(`${output}/`) || output.startsWith(`${input}/`);
}
