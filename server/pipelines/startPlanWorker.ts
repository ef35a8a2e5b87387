// The worker as a thread: planning reads, parses and digests, which must not take turns from typing.
import { Worker } from 'node:worker_threads';
import type { FromPlanWorker } from './messages';
import type { StartPlanWorker } from './pipelines';

/** Starts the bundle at `file` as a worker thread. */
export function planWorkerAt(file: string): StartPlanWorker {
  return (onMessage, ended) => {
    const worker = new Worker(file);
    let disposed = false;
    let fault: string | undefined;
    // Only our own bundle posts to this port.
    worker.on('message', (message: FromPlanWorker) => onMessage(message));
    worker.on('error', (error) => {
      fault = error instanceof Error ? error.message : String(error);
    });
    worker.on('exit', (code) => {
      if (!disposed) ended(fault ?? `exit code ${code}`);
    });
    worker.unref(); // The server ends with its client, not with its worker.
    return {
      post: (message) => worker.postMessage(message),
      dispose() {
        disposed = true;
        void worker.terminate();
      },
    };
  };
}
