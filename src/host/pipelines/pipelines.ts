// What the editor knows of the pipelines: the language server's last word, kept in one place that every view reads.
import { Emitter, type Event } from '../../core/base/event';
import type { Disposable } from '../../core/base/scope';
import type { PipelineView, StepView } from '../../protocol/pipelines';

/** The pipelines of the window. Views hold no truth of their own: they redraw from here. */
export class Pipelines implements Disposable {
  readonly #byUri = new Map<string, PipelineView>();
  readonly #changed = new Emitter<void>();
  #loaded = false;

  /** Fires after each change; listeners read what they need. */
  readonly onDidChange: Event<void> = this.#changed.event;

  /** Whether the server has answered at least once. */
  get loaded(): boolean {
    return this.#loaded;
  }

  /** All, in the order of their paths. */
  all(): readonly PipelineView[] {
    return [...this.#byUri.values()].sort((a, b) => (a.specPath < b.specPath ? -1 : 1));
  }

  get(uri: string): PipelineView | undefined {
    return this.#byUri.get(uri);
  }

  /** The server's whole answer: what is not in it is gone. */
  replaceAll(pipelines: readonly PipelineView[]): void {
    this.#byUri.clear();
    for (const pipeline of pipelines) this.#byUri.set(pipeline.uri, pipeline);
    this.#loaded = true;
    this.#changed.fire();
  }

  apply(change: { readonly changed: readonly PipelineView[]; readonly removed: readonly string[] }): void {
    for (const uri of change.removed) this.#byUri.delete(uri);
    for (const pipeline of change.changed) this.#byUri.set(pipeline.uri, pipeline);
    this.#loaded = true;
    this.#changed.fire();
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/** The step of that name. */
export function findStep(pipeline: PipelineView, name: string): StepView | undefined {
  return pipeline.steps.find((step) => step.name === name);
}

/** The step whose entry holds a line of the file at `uri`: the last one that starts at or above it. */
export function stepAt(pipeline: PipelineView, uri: string, line: number): StepView | undefined {
  let found: StepView | undefined;
  for (const step of pipeline.steps) {
    if (step.place.uri !== uri || step.place.line > line) continue;
    if (!found || step.place.line >= found.place.line) found = step;
  }
  return found;
}
