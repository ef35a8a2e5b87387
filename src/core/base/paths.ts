// Where a project keeps its state. Everything is below `.fairlead/`, which ignores itself in Git, except the lock file.

/** Absolute paths of one pipeline's state; `key` tells apart several specs of one folder. */
export interface ProjectPaths {
  /** The folder of the spec; all paths in a spec are relative to it. */
  readonly root: string;
  /** `fairlead.yaml`, relative to the root. */
  readonly specFile: string;
  /** `fairlead.lock`: the spec's name with another ending. For Git. */
  readonly lockFile: string;
  /** `.fairlead/`, shared by the specs of a folder. */
  readonly stateDir: string;
  /** Content-addressed outputs. */
  readonly cacheDir: string;
  /** Digests by stat, so that unchanged files are not read again. */
  readonly statCache: string;
  /** Recorded runs, a JSON line each. */
  readonly runsFile: string;
  /** `.fairlead/pipelines/<key>/`. */
  readonly pipelineDir: string;
  /** Every event of every execution, a JSON line each. */
  readonly journal: string;
  /** Names the one process that may write. */
  readonly writerLock: string;
  /** A folder per attempt: old outputs set aside, partial ones of failures. */
  readonly workDir: string;
  readonly logsDir: string;
}

/** The paths for a spec, given its absolute folder and its file name. */
export function projectPaths(root: string, specFile: string): ProjectPaths {
  const key = specFile.replace(/\.ya?ml$/, '');
  const stateDir = `${root}/.fairlead`;
  const pipelineDir = `${stateDir}/pipelines/${key}`;
  return {
    root,
    specFile,
    lockFile: `${root}/${key}.lock`,
    stateDir,
    cacheDir: `${stateDir}/cache`,
    statCache: `${stateDir}/stat-cache`,
    runsFile: `${stateDir}/runs.jsonl`,
    pipelineDir,
    journal: `${pipelineDir}/journal.jsonl`,
    writerLock: `${pipelineDir}/writer.lock`,
    workDir: `${pipelineDir}/work`,
    logsDir: `${pipelineDir}/logs`,
  };
}
