// What the language server tells the editor about pipelines: plain data in the view's terms. The tree, the graph panel,
// the status bar and the tasks are all drawn from this.

/** A place the editor can reveal: a `file:` URI and a zero-based line and column. */
export interface PlaceView {
  readonly uri: string;
  readonly line: number;
  readonly character: number;
}

/** `blocked`: something upstream failed. `unknown`: the plan could not be made (the spec has errors). */
export type TaskState = 'fresh' | 'restorable' | 'stale' | 'queued' | 'running' | 'failed' | 'blocked' | 'unknown';

export interface TaskView {
  readonly id: string;
  /** `rate=0.01,depth=3`; empty for a step without a matrix. */
  readonly matrixKey: string;
  readonly state: TaskState;
  /** Why it is not fresh, or why it failed, in words: `param train.rate 0.1 → 0.01`. */
  readonly reasons: readonly string[];
  /** Of the last attempt that ended, in milliseconds. */
  readonly durationMs?: number;
  /** Milliseconds since 1970, while it runs. */
  readonly startedAt?: number;
  /** The log of the last attempt. */
  readonly logUri?: string;
  readonly metrics: Readonly<Record<string, number>>;
}

export interface StepView {
  readonly name: string;
  readonly description?: string;
  readonly phase?: string;
  readonly place: PlaceView;
  /** The worst of its tasks. */
  readonly state: TaskState;
  readonly tasks: readonly TaskView[];
  /** Names of the steps that feed it. */
  readonly needs: readonly string[];
}

export interface PipelineView {
  /** The spec's URI; names the pipeline everywhere. */
  readonly uri: string;
  /** Absolute path of the spec. */
  readonly specPath: string;
  readonly name: string;
  readonly steps: readonly StepView[];
  /** Errors among the spec's diagnostics: with any, nothing can run. */
  readonly errors: number;
  /** Why no plan could be made, in words. */
  readonly problem?: string;
  /** While an execution is under way, whoever started it. */
  readonly running?: { readonly execution: string; readonly done: number; readonly total: number };
}

/** The one argument of the commands behind the code lenses: the server makes it, the editor reads it. */
export interface StepCommandArgument {
  readonly specUri: string;
  readonly step: string;
}

/** Requests of the editor to the language server. Method names are `fairlead/<member>`. */
export interface PipelinesRequests {
  /** Every pipeline of the open folders. */
  pipelines(): readonly PipelineView[];
  /** The same after another look for specs: editors tell of a folder that comes or goes, not of the specs in it. */
  search(): readonly PipelineView[];
  /** One pipeline, replanned from the disk's present state. */
  refresh(uri: string): PipelineView | undefined;
}

/** Notifications of the language server. Method names are `fairlead/<member>`. */
export interface PipelinesNotifications {
  /** The pipelines that changed, whole, and those that are gone. At most a few a second. */
  pipelinesChanged(change: { readonly changed: readonly PipelineView[]; readonly removed: readonly string[] }): void;
}
