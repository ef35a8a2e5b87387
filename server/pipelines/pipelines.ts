// The server's end of planning: starts the worker when someone first asks, remembers the last views, and answers the
// editor's requests from them.
import type { PipelineView, StepView } from '../../src/protocol/pipelines';
import type { Disposable } from '../../src/core/base/scope';
import type { Log } from '../guard';
import { pathToUri, uriToPath } from '../paths';
import type { FromPlanWorker, ToPlanWorker, WatchPattern } from './messages';

/** A running worker. */
export interface PlanWorker extends Disposable {
  post(message: ToPlanWorker): void;
}

/** Starts a worker; `ended` is told when it is gone without having been disposed. */
export type StartPlanWorker = (
  onMessage: (message: FromPlanWorker) => void,
  ended: (why: string) => void,
) => PlanWorker;

/** What the pipelines tell and need. */
export interface PipelinesParts {
  readonly startWorker: StartPlanWorker;
  readonly log: Log;
  readonly changed: (change: {
    readonly changed: readonly PipelineView[];
    readonly removed: readonly string[];
  }) => void;
  readonly watch: (patterns: readonly WatchPattern[]) => void;
}

/** A worker that ends by itself this often has a fault that another start does not mend. */
const MOST_STARTS = 4;

/** The pipelines of the open folders. */
export class Pipelines implements Disposable {
  readonly #parts: PipelinesParts;
  readonly #views = new Map<string, PipelineView>();
  readonly #refreshes = new Map<number, (view: PipelineView | undefined) => void>();
  #worker: PlanWorker | undefined;
  #starts = 0;
  #lastId = 0;
  #search: ToPlanWorker & { type: 'search' } = { type: 'search', folders: [], exclude: [] };
  #searchesOpen = 0;
  #onSearched: (() => void)[] = [];

  constructor(parts: PipelinesParts) {
    this.#parts = parts;
  }

  /** Which folders are open, and what in them is not searched. */
  search(folders: readonly string[], exclude: readonly string[]): void {
    const search: ToPlanWorker & { type: 'search' } = { type: 'search', folders, exclude };
    if (JSON.stringify(search) === JSON.stringify(this.#search)) return;
    this.#search = search;
    if (this.#worker !== undefined) this.#postSearch(this.#worker);
  }

  /** Starts looking for pipelines, so that they are known when something is asked of them. */
  start(): void {
    this.#running();
  }

  /** Every pipeline of the open folders, once all of them are planned. */
  async all(): Promise<readonly PipelineView[]> {
    this.#running();
    if (this.#searchesOpen > 0) await new Promise<void>((resolve) => this.#onSearched.push(resolve));
    return [...this.#views.values()];
  }

  /** Every pipeline after another look for specs. */
  async searchAgain(): Promise<readonly PipelineView[]> {
    if (this.#worker !== undefined) this.#postSearch(this.#worker);
    return this.all();
  }

  /** One pipeline, planned from the disk as it is now. */
  async refresh(uri: string): Promise<PipelineView | undefined> {
    const specPath = uriToPath(uri);
    const worker = this.#running();
    if (specPath === undefined || worker === undefined) return undefined;
    const id = ++this.#lastId;
    const view = new Promise<PipelineView | undefined>((resolve) => this.#refreshes.set(id, resolve));
    worker.post({ type: 'refresh', id, specPath });
    return view;
  }

  /** Files that were saved, made, changed or removed; absolute paths. */
  filesChanged(paths: readonly string[]): void {
    this.#worker?.post({ type: 'changed', paths });
  }

  /** The last known state of a step. */
  step(uri: string, name: string): StepView | undefined {
    const path = uriToPath(uri);
    const view = path === undefined ? undefined : this.#views.get(pathToUri(path));
    return view?.steps.find((step) => step.name === name);
  }

  dispose(): void {
    this.#worker?.dispose();
    this.#worker = undefined;
    this.#settleAll();
  }

  #running(): PlanWorker | undefined {
    if (this.#worker !== undefined || this.#starts >= MOST_STARTS) return this.#worker;
    this.#starts += 1;
    this.#worker = this.#parts.startWorker(
      (message) => this.#receive(message),
      (why) => this.#ended(why),
    );
    this.#postSearch(this.#worker);
    return this.#worker;
  }

  #postSearch(worker: PlanWorker): void {
    this.#searchesOpen += 1;
    worker.post(this.#search);
  }

  #receive(message: FromPlanWorker): void {
    switch (message.type) {
      case 'views':
        for (const uri of message.removed) this.#views.delete(uri);
        for (const view of message.changed) this.#views.set(view.uri, view);
        this.#parts.changed({ changed: message.changed, removed: message.removed });
        break;
      case 'searched':
        this.#searchesOpen -= 1;
        if (this.#searchesOpen === 0) this.#settleSearches();
        break;
      case 'refreshed':
        this.#refreshes.get(message.id)?.(message.view);
        this.#refreshes.delete(message.id);
        break;
      case 'watch':
        this.#parts.watch(message.patterns);
        break;
      case 'fault':
        this.#parts.log.error(`planning failed: ${message.message}`);
        break;
    }
  }

  /** Whoever waits is answered with what is known; the next question starts another worker. */
  #ended(why: string): void {
    this.#worker = undefined;
    const remedy =
      this.#starts < MOST_STARTS ? 'It is started again when it is needed.' : 'Reload the window to start it again.';
    this.#parts.log.error(`The process that plans pipelines ended: ${why}. ${remedy}`);
    this.#settleAll();
  }

  #settleAll(): void {
    this.#searchesOpen = 0;
    this.#settleSearches();
    for (const resolve of this.#refreshes.values()) resolve(undefined);
    this.#refreshes.clear();
  }

  #settleSearches(): void {
    for (const resolve of this.#onSearched.splice(0)) resolve();
  }
}
