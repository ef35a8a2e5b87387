// Layouts of graphs, kept by the graph's text: what did not change is not laid out again.
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../core/base/scope';
import { ok, err, type Result } from '../../core/base/result';
import type { GraphLayout } from '../../protocol/graph';
import type { LayoutAnswer, LayoutRequest } from './layoutWorker';

/** A worker holds some 60 MB; one that has nothing to do for this long is given back. */
const idleMs = 30_000;
const kept = 16;

/** Lays out in a worker thread that is started when first needed. */
export class Layouts implements Disposable {
  readonly #workerPath: string;
  readonly #cache = new Map<string, Promise<Result<GraphLayout, string>>>();
  readonly #waiting = new Map<number, (answer: Result<GraphLayout, string>) => void>();
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #last = 0;

  constructor(workerPath: string) {
    this.#workerPath = workerPath;
  }

  /** The layout of a graph in DOT; an error is a sentence. */
  layout(dot: string): Promise<Result<GraphLayout, string>> {
    const known = this.#cache.get(dot);
    if (known) return known;
    const asked = this.#ask(dot);
    this.#cache.set(dot, asked);
    void asked.then(({ ok: made }) => {
      if (!made) this.#cache.delete(dot);
    });
    const [oldest] = this.#cache.keys();
    if (this.#cache.size > kept && oldest !== undefined) this.#cache.delete(oldest);
    return asked;
  }

  #ask(dot: string): Promise<Result<GraphLayout, string>> {
    const id = ++this.#last;
    clearTimeout(this.#idle);
    const request: LayoutRequest = { id, dot };
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.#running().postMessage(request);
    });
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#workerPath);
    worker.on('message', (answer: LayoutAnswer) => this.#settle(answer));
    worker.on('error', (error: Error) => this.#lose(error.message));
    worker.on('exit', () => this.#lose('the layout was interrupted'));
    this.#worker = worker;
    return worker;
  }

  #settle(answer: LayoutAnswer): void {
    this.#waiting.get(answer.id)?.('layout' in answer ? ok(answer.layout) : err(answer.error));
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#idle = setTimeout(() => this.dispose(), idleMs).unref();
  }

  #lose(why: string): void {
    this.#worker = undefined;
    for (const resolve of this.#waiting.values()) resolve(err(why));
    this.#waiting.clear();
  }

  dispose(): void {
    clearTimeout(this.#idle);
    void this.#worker?.terminate();
    this.#worker = undefined;
  }
}
