// Runs as MLflow means them: a run is a tracking record, whatever made it.

/** MLflow's RunStatus. */
export type RunStatus = 'RUNNING' | 'SCHEDULED' | 'FINISHED' | 'FAILED' | 'KILLED';

export interface Run {
  /** 32 hex digits. */
  readonly run_id: string;
  readonly run_name: string;
  readonly experiment: string;
  /** The run this one is nested in. */
  readonly parent_run_id?: string;
  readonly status: RunStatus;
  /** Milliseconds since 1970. */
  readonly start_time: number;
  readonly end_time?: number;
  /** MLflow keeps params as text. */
  readonly params: Readonly<Record<string, string>>;
  /** Last value of each metric. */
  readonly metrics: Readonly<Record<string, number>>;
  readonly tags: Readonly<Record<string, string>>;
}

/** Where runs are kept. Writing a run again under its id replaces it, so that recording can be repeated after a crash. */
export interface RunStore {
  write(run: Run): void;
  /** Newest first. */
  list(): readonly Run[];
  close(): void;
}
