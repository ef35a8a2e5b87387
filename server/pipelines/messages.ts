// What the language server and its plan worker say to each other: planning reads and digests files, so it has a thread
// of its own and typing never waits for it.
import type { PipelineView } from '../../src/protocol/pipelines';

/** Files to be watched by the editor: a glob relative to an absolute folder. */
export interface WatchPattern {
  readonly folder: string;
  readonly pattern: string;
}

/** From the server to the worker. */
export type ToPlanWorker =
  /** Look for specs in these folders (absolute), leaving out what the globs match; replaces the folders given before. */
  | { readonly type: 'search'; readonly folders: readonly string[]; readonly exclude: readonly string[] }
  /** Files that were saved, made, changed or removed; absolute. */
  | { readonly type: 'changed'; readonly paths: readonly string[] }
  /** Plan one spec now, whatever is remembered of it; answered by `refreshed` with the same id. */
  | { readonly type: 'refresh'; readonly id: number; readonly specPath: string };

/** From the worker to the server. */
export type FromPlanWorker =
  | { readonly type: 'views'; readonly changed: readonly PipelineView[]; readonly removed: readonly string[] }
  /** Every spec found by a `search` was planned once. */
  | { readonly type: 'searched' }
  | { readonly type: 'refreshed'; readonly id: number; readonly view: PipelineView | undefined }
  | { readonly type: 'watch'; readonly patterns: readonly WatchPattern[] }
  | { readonly type: 'fault'; readonly message: string };
