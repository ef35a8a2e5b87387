// What shows only when matrices are expanded and templates filled in, e.g. two tasks that write one path. `fairlead check` says it after
// the spec's own errors; here it is looked for when the typing pauses, since it takes the whole pipeline.
import type { Disposable } from '../src/core/base/scope';
import { expand } from '../src/core/plan/expand';
import type { Place } from '../src/core/spec/pipeline';
import type { SpecDocument } from '../src/core/spec/spec';

/** A problem of a step's tasks. It is kept by the step's name, because the step moves while the text above it is edited. */
export interface TaskProblem {
  readonly step: string;
  /** The file that the step stands in, relative to the spec's root. */
  readonly file: string;
  readonly message: string;
}

/** So long nothing is typed before the tasks are looked at. */
const PAUSE_MS = 250;

/** Larger pipelines would take a turn that is felt; their problems are told when they are planned, and by `fairlead check`. */
const MOST_STEPS = 1500;

/** What is wrong with the tasks of the open specs, each as of its last pause. */
export class TaskProblems implements Disposable {
  readonly #found = new Map<string, readonly TaskProblem[]>();
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #look: (uri: string) => void;

  /** `look` is called when the typing in a spec has paused: it calls `find`. */
  constructor(look: (uri: string) => void) {
    this.#look = look;
  }

  /** What was found when the typing paused last. */
  of(uri: string): readonly TaskProblem[] {
    return this.#found.get(uri) ?? [];
  }

  /** Something changed: to be looked at when nothing more does. */
  changed(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    const timer = setTimeout(() => this.#look(uri), PAUSE_MS);
    timer.unref();
    this.#timers.set(uri, timer);
  }

  /** Looks at the tasks now; whether they have other problems than before. */
  find(uri: string, document: SpecDocument): boolean {
    const before = this.of(uri);
    const now = taskProblems(document);
    this.#found.set(uri, now);
    return JSON.stringify(before) !== JSON.stringify(now);
  }

  forget(uri: string): void {
    clearTimeout(this.#timers.get(uri));
    this.#timers.delete(uri);
    this.#found.delete(uri);
  }

  dispose(): void {
    for (const uri of [...this.#timers.keys()]) this.forget(uri);
  }
}

function taskProblems(document: SpecDocument): readonly TaskProblem[] {
  if (document.diagnostics().some(({ severity }) => severity === 'error')) return [];
  const pipeline = document.pipeline();
  if (pipeline.steps.length > MOST_STEPS) return [];
  const steps = new Map(pipeline.steps.map(({ name, place }) => [placeText(place), name]));
  return expand(pipeline).problems.flatMap(({ file, range, message }) => {
    const step = steps.get(placeText({ file, ...range.start }));
    return step === undefined ? [] : [{ step, file, message }];
  });
}

function placeText({ file, line, character }: Place): string {
  return `${file}:${line}:${character}`;
}
