// Calls between the editor and a page: an interface names the methods, and both sides are checked against it by the compiler.
//   host: serve<GraphHost>(port, { load, revealStep, … })       view: connect<GraphHost>(port).remote.load()
// Both kinds of message share one port, each side ignores what is not for it.
import type { Disposable } from '../core/base/scope';

/** The two ends of a message channel: `postMessage` and its event, whoever provides them. */
export interface Port {
  post(message: unknown): void;
  listen(listener: (message: unknown) => void): Disposable;
}

/** What an interface of calls may contain: methods with plain data in and out. */
type Methods<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => unknown ? T[K] : never };

/** What a handler gets besides its arguments. */
export interface Call {
  /** Aborted when the caller no longer wants the answer, or is gone. */
  readonly signal: Signal;
}

/** The part of AbortSignal that is used here: this folder knows neither Node's types nor the DOM's. */
export interface Signal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** One handler for each method; it may answer later. */
export type Handlers<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R
    ? (...args: [...A, Call]) => R | Promise<R>
    : never;
};

/** The methods as the other side calls them. */
export type Remote<T> = {
  readonly [K in keyof T]: T[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<Awaited<R>> : never;
};

/** The calling end. Disposing it rejects everything that is still waited for. */
export interface Connection<T> extends Disposable {
  readonly remote: Remote<T>;
  /** The same methods; when `signal` aborts, the caller gets a rejection at once and the other side is told. */
  withSignal(signal: Signal): Remote<T>;
}

type Message =
  | { readonly rpc: 'call'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly rpc: 'result'; readonly id: number; readonly value: unknown }
  | { readonly rpc: 'error'; readonly id: number; readonly message: string }
  | { readonly rpc: 'cancel'; readonly id: number };

/** Answers the other side's calls until disposed; then the signals of unfinished calls are aborted. */
export function serve<T extends Methods<T>>(port: Port, handlers: Handlers<T>): Disposable {
  const running = new Map<number, Abort>();
  const own = new Map<string, Handler>(Object.entries(handlers));
  const answer = async (id: number, method: string, args: readonly unknown[]): Promise<void> => {
    const abort = new Abort();
    running.set(id, abort);
    try {
      const handler = own.get(method);
      if (!handler) throw new Error(`there is no method ${method}`);
      const value = await handler(...args, { signal: abort });
      if (!abort.aborted) port.post({ rpc: 'result', id, value } satisfies Message);
    } catch (error) {
      if (!abort.aborted) port.post({ rpc: 'error', id, message: textOf(error) } satisfies Message);
    } finally {
      running.delete(id);
    }
  };
  const listening = port.listen((raw) => {
    const message = toMessage(raw);
    if (message?.rpc === 'call') void answer(message.id, message.method, message.args);
    if (message?.rpc === 'cancel') running.get(message.id)?.abort();
  });
  return {
    dispose() {
      listening.dispose();
      for (const abort of running.values()) abort.abort();
    },
  };
}

/** The calling end of `T`. */
export function connect<T extends Methods<T>>(port: Port): Connection<T> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  let last = 0;
  let closed = false;
  const call = (method: string, args: readonly unknown[], signal?: Signal): Promise<unknown> => {
    if (closed) return Promise.reject(new Error(`${method}: the connection is closed`));
    if (signal?.aborted) return Promise.reject(new Error(`${method}: cancelled`));
    const id = ++last;
    return new Promise((resolve, reject) => {
      const onAbort = (): void => {
        port.post({ rpc: 'cancel', id } satisfies Message);
        settle(id)?.reject(new Error(`${method}: cancelled`));
      };
      const settled = (): void => signal?.removeEventListener('abort', onAbort);
      waiting.set(id, {
        resolve: (value) => {
          settled();
          resolve(value);
        },
        reject: (error) => {
          settled();
          reject(error);
        },
      });
      signal?.addEventListener('abort', onAbort);
      port.post({ rpc: 'call', id, method, args } satisfies Message);
    });
  };
  const settle = (id: number): { resolve(value: unknown): void; reject(error: Error): void } | undefined => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    return waiter;
  };
  const listening = port.listen((raw) => {
    const message = toMessage(raw);
    if (message?.rpc === 'result') settle(message.id)?.resolve(message.value);
    if (message?.rpc === 'error') settle(message.id)?.reject(new Error(message.message));
  });
  return {
    remote: methodsOf<T>(call),
    withSignal: (signal) => methodsOf<T>((method, args) => call(method, args, signal)),
    dispose() {
      closed = true;
      listening.dispose();
      for (const id of [...waiting.keys()]) settle(id)?.reject(new Error('the connection was closed'));
    },
  };
}

/** Holds back what is posted until the other side is there to hear it. */
export function queued(port: Port): Port & { open(): void } {
  const held: unknown[] = [];
  let opened = false;
  return {
    post: (message) => (opened ? port.post(message) : void held.push(message)),
    listen: (listener) => port.listen(listener),
    open() {
      opened = true;
      for (const message of held.splice(0)) port.post(message);
    },
  };
}

type Handler = (...args: unknown[]) => unknown;

/** Any name is a method here; the type allows those of `T`. */
function methodsOf<T>(call: (method: string, args: readonly unknown[]) => Promise<unknown>): Remote<T> {
  const target = {};
  const get = (_: object, method: string | symbol): unknown =>
    typeof method === 'string' ? (...args: unknown[]) => call(method, args) : undefined;
  // The proxy answers every name, so it has those of T; their results are what the other side's handlers return.
  return new Proxy(target, { get }) as Remote<T>;
}

class Abort implements Signal {
  readonly #listeners = new Set<() => void>();
  aborted = false;

  abort(): void {
    if (this.aborted) return;
    this.aborted = true;
    for (const listener of this.#listeners) listener();
  }

  addEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }
}

/** A page's port also carries messages of others (the toolkit's, the browser's); only ours have `rpc`. */
function toMessage(raw: unknown): Message | undefined {
  if (typeof raw !== 'object' || raw === null || !('rpc' in raw)) return undefined;
  // Both ends are this file: what has the mark has the shape.
  return raw as Message;
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
