// Calls between editor and page: results, errors, cancellation, and what arrives before the other side listens.
import { describe, expect, test } from 'vitest';
import { Emitter } from '../../src/core/base/event';
import { connect, queued, serve, type Handlers, type Port } from '../../src/protocol/rpc';

interface Calculator {
  add(a: number, b: number): number;
  slow(): string;
  fail(): void;
}

/** Two ports that hear each other at once; `raw` is what travels. */
function pair(): { readonly here: Port; readonly there: Port; readonly raw: unknown[] } {
  const raw: unknown[] = [];
  const ends = [new Emitter<unknown>(), new Emitter<unknown>()] as const;
  const port = (own: 0 | 1): Port => ({
    post: (message) => {
      raw.push(message);
      ends[own === 0 ? 1 : 0].fire(structuredClone(message));
    },
    listen: (listener) => ends[own].event(listener),
  });
  return { here: port(0), there: port(1), raw };
}

const handlers = (more: Partial<Handlers<Calculator>> = {}): Handlers<Calculator> => ({
  add: (a, b) => a + b,
  slow: () => new Promise(() => undefined),
  fail: () => {
    throw new Error('no such step');
  },
  ...more,
});

describe('calls', () => {
  test('a result comes back', async () => {
    const { here, there } = pair();
    serve<Calculator>(there, handlers());
    expect(await connect<Calculator>(here).remote.add(2, 3)).toBe(5);
  });

  test('results find their calls, in whatever order they come', async () => {
    const { here, there } = pair();
    const answers: (() => void)[] = [];
    serve<Calculator>(there, handlers({ add: (a, b) => new Promise((resolve) => answers.push(() => resolve(a + b))) }));
    const { remote } = connect<Calculator>(here);
    const both = [remote.add(1, 1), remote.add(2, 2)];
    for (const answer of answers.reverse()) answer();
    expect(await Promise.all(both)).toEqual([2, 4]);
  });

  test('what a handler throws rejects the call with its message', async () => {
    const { here, there } = pair();
    serve<Calculator>(there, handlers());
    await expect(connect<Calculator>(here).remote.fail()).rejects.toThrow('no such step');
  });

  test('only the methods of the interface can be called, none that every object has', async () => {
    const { here, there, raw } = pair();
    serve<Calculator>(there, handlers());
    here.post({ rpc: 'call', id: 7, method: 'toString', args: [] });
    here.post({ rpc: 'call', id: 8, method: 'constructor', args: ['x'] });
    await connect<Calculator>(here).remote.add(1, 1);
    expect(raw.filter((message) => JSON.stringify(message).includes('error'))).toEqual([
      { rpc: 'error', id: 7, message: 'there is no method toString' },
      { rpc: 'error', id: 8, message: 'there is no method constructor' },
    ]);
  });

  test('messages of others are left alone', async () => {
    const { here, there } = pair();
    serve<Calculator>(there, handlers());
    const { remote } = connect<Calculator>(here);
    for (const odd of [null, 'ready', 42, { type: 'x' }, { rpc: 'result', id: 99, value: 1 }]) there.post(odd);
    expect(await remote.add(1, 2)).toBe(3);
  });
});

describe('cancellation', () => {
  test('the caller is free at once, and the handler is told', async () => {
    const { here, there } = pair();
    let told = false;
    const slow: Handlers<Calculator>['slow'] = ({ signal }) =>
      new Promise((resolve) => {
        signal.addEventListener('abort', () => {
          told = true;
          resolve('late');
        });
      });
    serve<Calculator>(there, handlers({ slow }));
    const abort = new AbortController();
    const call = connect<Calculator>(here).withSignal(abort.signal).slow();
    abort.abort();
    await expect(call).rejects.toThrow('slow: cancelled');
    expect(told).toBe(true);
  });

  test('nothing is sent when it was cancelled before', async () => {
    const { here, raw } = pair();
    await expect(connect<Calculator>(here).withSignal(AbortSignal.abort()).slow()).rejects.toThrow('cancelled');
    expect(raw).toEqual([]);
  });

  test('a closed connection rejects what is waited for, and what is asked later', async () => {
    const { here, there } = pair();
    serve<Calculator>(there, handlers());
    const connection = connect<Calculator>(here);
    const call = connection.remote.slow();
    connection.dispose();
    await expect(call).rejects.toThrow('closed');
    await expect(connection.remote.add(1, 1)).rejects.toThrow('closed');
  });

  test('a server that is disposed aborts what it was doing', async () => {
    const { here, there } = pair();
    const aborted = new Promise<void>((resolve) => {
      const slow: Handlers<Calculator>['slow'] = ({ signal }) => {
        signal.addEventListener('abort', resolve);
        return new Promise(() => undefined);
      };
      const served = serve<Calculator>(there, handlers({ slow }));
      void connect<Calculator>(here).remote.slow();
      served.dispose();
    });
    await aborted;
  });
});

test('what is sent before the page listens arrives when it does, in order', () => {
  const { here, there } = pair();
  const heard: unknown[] = [];
  const early = queued(there);
  early.post(1);
  early.post(2);
  here.listen((message) => heard.push(message));
  expect(heard).toEqual([]);
  early.open();
  early.post(3);
  expect(heard).toEqual([1, 2, 3]);
});
