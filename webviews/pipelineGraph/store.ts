// What the page shows, as signals: a change of one step's state redraws that step alone.
import { batch, computed, signal, type ReadonlySignal, type Signal } from '@preact/signals';
import type { GraphModel, GraphStepState } from '../../src/protocol/graph';
import type { TaskState } from '../../src/protocol/pipelines';
import { readingOrder } from './navigation';
import { fit, toViewport, type Size, type Viewport } from './viewport';

/** The page's whole state. */
export class GraphStore {
  readonly model = signal<GraphModel | undefined>(undefined);
  readonly failure = signal<string | undefined>(undefined);
  readonly page = signal<Size>({ width: 0, height: 0 });
  /** Where the user has put the graph; while it is undefined the graph fits itself to the page. */
  readonly placed = signal<Viewport | undefined>(undefined);
  readonly asTable = signal(false);
  readonly selected = signal<string | undefined>(undefined);
  /** Said to screen readers when it changes. */
  readonly news = signal('');
  readonly #states = new Map<string, Signal<GraphStepState>>();

  readonly viewport: ReadonlySignal<Viewport> = computed(
    () => this.placed.value ?? fit(this.model.value?.layout ?? { width: 1, height: 1 }, this.page.value),
  );

  /** The step that Tab leads to: the selected one, else the first. */
  readonly entry: ReadonlySignal<string | undefined> = computed(() => {
    const model = this.model.value;
    if (!model) return undefined;
    const selected = this.selected.value;
    const known = selected !== undefined && model.layout.nodes.some(({ step }) => step === selected);
    return known ? selected : readingOrder(model.layout)[0];
  });

  /** How many steps are in each state. */
  readonly counts: ReadonlySignal<ReadonlyMap<TaskState, number>> = computed(() => {
    const counts = new Map<TaskState, number>();
    for (const { step } of this.model.value?.states ?? []) {
      const { state } = this.state(step).value;
      counts.set(state, (counts.get(state) ?? 0) + 1);
    }
    return counts;
  });

  restore(kept: Readonly<Record<string, unknown>>): void {
    this.placed.value = toViewport(kept.viewport);
    this.asTable.value = kept.asTable === true;
    this.selected.value = typeof kept.selected === 'string' ? kept.selected : undefined;
  }

  show(model: GraphModel): void {
    for (const state of model.states) this.#set(state);
    this.failure.value = undefined;
    this.model.value = model;
  }

  update(states: readonly GraphStepState[]): void {
    // Seconds that pass are seen but not said.
    const news = states.filter(({ step, state }) => this.state(step).value.state !== state);
    batch(() => {
      for (const state of states) this.#set(state);
      if (news.length > 0) this.news.value = news.map(({ step, detail }) => `${step}: ${detail}`).join('. ');
    });
  }

  state(step: string): Signal<GraphStepState> {
    const known = this.#states.get(step);
    if (known) return known;
    const made = signal<GraphStepState>({ step, state: 'unknown', detail: '', reasons: [] });
    this.#states.set(step, made);
    return made;
  }

  #set(state: GraphStepState): void {
    this.state(state.step).value = state;
  }
}
