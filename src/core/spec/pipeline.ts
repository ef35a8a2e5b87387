// What a spec means once it is read: plain data, serialisable, every default filled in. The plan starts here.
import type { Json, JsonObject } from '../base/json';
import type { Position } from '../base/text';
import type { Template } from './template';

/** A stage of a model's life; groups steps in the views. */
export type Phase = 'gather' | 'analyze' | 'prepare' | 'train' | 'validate' | 'deploy' | 'monitor';

/** Where something is declared. `file` is relative to the project's root. */
export interface Place extends Position {
  readonly file: string;
}

/** A file or directory (or glob) a step reads. */
export interface Input {
  readonly name?: string;
  readonly path: Template;
}

/** A file or directory a step makes. */
export interface Output {
  readonly name?: string;
  readonly path: Template;
  /** Whether the content is kept in the cache. Default true. */
  readonly cache: boolean;
  /** Whether the old content is left in place before the step runs (the step appends to it). Default false. */
  readonly persist: boolean;
}

/** Axes of a matrix and GitHub Actions' `include`/`exclude`. A template must evaluate to a list. */
export interface Matrix {
  readonly axes: Readonly<Record<string, readonly Json[] | Template>>;
  readonly include: readonly JsonObject[];
  readonly exclude: readonly JsonObject[];
}

/** Chooses the best task of a matrix step and copies its output. */
export interface Pick {
  readonly from: string;
  /** `metrics.<name>`, dotted as in the metrics file. */
  readonly by: string;
  readonly best: 'min' | 'max';
  /** The name of the output to copy; absent when the step has exactly one. */
  readonly output?: string;
  readonly as: Template;
}

/** What a task may use; a missing figure means no claim. */
export interface Resources {
  readonly cpus: number;
  readonly memoryBytes?: number;
  readonly gpus: number;
}

/** How often and how soon a failed task is tried again. */
export interface Retries {
  readonly times: number;
  readonly backoffMs: number;
}

export interface Step {
  readonly name: string;
  readonly description?: string;
  readonly phase?: Phase;
  /** The shell command. Exactly one of `run` and `pick` is set in a step without errors. */
  readonly run?: Template;
  readonly pick?: Pick;
  /** Where `run` starts, relative to the root; paths of inputs and outputs stay relative to the root. */
  readonly workingDirectory?: string;
  readonly matrix?: Matrix;
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  /** Metrics files (JSON, YAML, TOML) the step writes; they are outputs as well. */
  readonly metrics: readonly Template[];
  /** Dotted names of the params (subtrees) that the step depends on. */
  readonly params: readonly string[];
  /** Steps that come first although no file says so. */
  readonly needs: readonly string[];
  readonly resources: Resources;
  readonly timeoutMs?: number;
  readonly retries: Retries;
  readonly env: Readonly<Record<string, Template>>;
  /** Names of secrets handed to the process as environment; values never enter a fingerprint or a log. */
  readonly secrets: readonly string[];
  /** `local` or a name from `executors`. */
  readonly executor: string;
  /** Never runs again although inputs changed (DVC's word). */
  readonly frozen: boolean;
  /** Runs every time (DVC's word). */
  readonly alwaysChanged: boolean;
  /** The step's key in the spec. */
  readonly place: Place;
}

export interface Dataset {
  readonly name: string;
  readonly paths: readonly Template[];
  readonly target?: string;
  readonly segments: readonly string[];
  readonly place: Place;
}

export interface ExecutorConfig {
  readonly kind: string;
  readonly options: JsonObject;
}

/** Everything a spec says about how a model is made. */
export interface Pipeline {
  readonly name: string;
  readonly description?: string;
  readonly owner?: string;
  /** The merged values of all params files and of the mapping in the spec. */
  readonly params: JsonObject;
  /** Files the params came from, relative to the root. */
  readonly paramsFiles: readonly string[];
  readonly datasets: Readonly<Record<string, Dataset>>;
  /** In the order of the file. */
  readonly steps: readonly Step[];
  readonly executors: Readonly<Record<string, ExecutorConfig>>;
  /** Files that make up the spec: itself first, then its includes. */
  readonly files: readonly string[];
}
