// What can be done on the page: one list for buttons, keys and mouse.
import type { GraphHost } from '../../src/protocol/graph';
import type { Remote } from '../../src/protocol/rpc';
import type { GraphStore } from './store';
import { zoomAt } from './viewport';

export interface GraphActions {
  readonly open: (step: string) => void;
  readonly run: (step: string) => void;
  readonly explain: (step: string) => void;
  readonly runAll: () => void;
  readonly stop: () => void;
  readonly zoom: (factor: number) => void;
  readonly fit: () => void;
  readonly toggleTable: () => void;
}

/** A call that fails is shown on the page. */
export function makeActions(store: GraphStore, host: Remote<GraphHost>): GraphActions {
  const send = (call: Promise<unknown>): void => {
    call.catch((error: unknown) => {
      store.failure.value = error instanceof Error ? error.message : String(error);
    });
  };
  return {
    open: (step) => send(host.revealStep(step)),
    run: (step) => send(host.runStep(step)),
    explain: (step) => send(host.explainStep(step)),
    runAll: () => send(host.runPipeline()),
    stop: () => send(host.stopPipeline()),
    zoom(factor) {
      const { width, height } = store.page.value;
      store.placed.value = zoomAt(store.viewport.value, factor, { x: width / 2, y: height / 2 });
    },
    fit: () => (store.placed.value = undefined),
    toggleTable: () => (store.asTable.value = !store.asTable.value),
  };
}
