// Which task makes a path: looked up without comparing every output with every input.
import picomatch from 'picomatch';
import { ancestorsOf } from './relativePath';
import type { StepDraft } from './stepDraft';
import type { TaskOutput } from './task';

/** An output and the task that makes it. */
export interface MadeOutput {
  readonly draft: StepDraft;
  readonly output: TaskOutput;
}

/** All outputs of a pipeline, by path and by the directories above them. */
export class OutputIndex {
  readonly #byPath = new Map<string, MadeOutput[]>();
  readonly #below = new Map<string, MadeOutput[]>();

  constructor(drafts: Iterable<StepDraft>) {
    for (const draft of drafts) {
      for (const output of draft.outputs) {
        const made = { draft, output };
        append(this.#byPath, output.path, made);
        for (const directory of ancestorsOf(output.path)) append(this.#below, directory, made);
      }
    }
  }

  /** Every output that a step reading `path` (a file, a directory or a glob) reads something of. */
  makersOf(path: string): readonly MadeOutput[] {
    return isGlob(path) ? this.#makersOfGlob(path) : [...this.around(path), ...this.below(path)];
  }

  /** The outputs at `path` and at the directories above it. */
  around(path: string): readonly MadeOutput[] {
    const found = [...(this.#byPath.get(path) ?? [])];
    for (const directory of ancestorsOf(path)) found.push(...(this.#byPath.get(directory) ?? []));
    return found;
  }

  /** The outputs inside of the directory `path`. */
  below(path: string): readonly MadeOutput[] {
    if (path === '.') return [...this.#byPath.values()].flat();
    return this.#below.get(path) ?? [];
  }

  /** The outputs that several tasks write, each path once. */
  clashes(): readonly (readonly [MadeOutput, MadeOutput])[] {
    const clashes: [MadeOutput, MadeOutput][] = [];
    for (const [path, makers] of this.#byPath) {
      const [first, ...others] = makers;
      if (first === undefined) continue;
      for (const other of others) clashes.push([first, other]);
      for (const inside of this.#below.get(path) ?? []) clashes.push([first, inside]);
    }
    return clashes;
  }

  /**
   * A glob reads an output that it matches, one inside of which its fixed beginning lies, and a directory that its
   * first parts match. Behind a `**` any directory could match, so there only the output itself is asked for: a guess
   * would make cycles that are none.
   */
  #makersOfGlob(glob: string): readonly MadeOutput[] {
    const { base } = picomatch.scan(glob);
    const whole = picomatch(glob, { dot: true });
    const parts = glob.split('/');
    const inside = this.below(base === '' ? '.' : base).filter(({ output }) => {
      if (whole(output.path)) return true;
      const beginning = parts.slice(0, output.path.split('/').length);
      return (
        beginning.length < parts.length && !beginning.includes('**') && picomatch(beginning.join('/'))(output.path)
      );
    });
    return base === '' ? inside : [...this.around(base), ...inside];
  }
}

/** Whether `path` is a pattern rather than the name of one file or directory. */
export function isGlob(path: string): boolean {
  return /[*?[\]{}]/.test(path) && picomatch.scan(path).isGlob;
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, [value]);
  else values.push(value);
}
