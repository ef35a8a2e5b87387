// The worker thread that lays graphs out: Graphviz compiled to WebAssembly takes a third of a second for a thousand
// steps, which the extension host has no time for, and which a page with a strict content policy could not load.
import { parentPort } from 'node:worker_threads';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import type { GraphLayout } from '../../protocol/graph';
import { fromGraphviz } from './fromGraphviz';

/** Sent to the worker. */
export interface LayoutRequest {
  readonly id: number;
  readonly dot: string;
}

/** Sent back: a layout or, in words, why there is none. */
export type LayoutAnswer =
  { readonly id: number; readonly layout: GraphLayout } | { readonly id: number; readonly error: string };

async function answer({ id, dot }: LayoutRequest): Promise<LayoutAnswer> {
  try {
    const graphviz = await Graphviz.load();
    return { id, layout: fromGraphviz(graphviz.layout(dot, 'json', 'dot')) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}

const port = parentPort;
port?.on('message', (request: LayoutRequest) => {
  void answer(request).then((layout) => port.postMessage(layout));
});
