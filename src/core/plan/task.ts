// A task is a step after its matrix is expanded and its templates are filled in: nothing left to evaluate.
import type { Digest } from '../base/digest';
import type { Json, JsonObject } from '../base/json';
import type { Place, Resources, Retries } from '../spec/pipeline';

/** `train`, or `train[rate=0.01,depth=3]` for a task of a matrix. Unique in a pipeline. */
export type TaskId = string;

export interface TaskInput {
  readonly name?: string;
  /** Relative to the root, `/`; may be a file, a directory or a glob. */
  readonly path: string;
  /** How a change of it is called: DESIGN's levels of change, data and code. */
  readonly change: 'data' | 'code';
  /** The task whose output it is, when one makes it. */
  readonly madeBy?: TaskId;
}

export interface TaskOutput {
  readonly name?: string;
  readonly path: string;
  readonly cache: boolean;
  readonly persist: boolean;
  /** Whether the file holds metrics to be recorded. */
  readonly metrics: boolean;
}

/** What a task does: a shell command, or choosing the best of a matrix's tasks. */
export type TaskAction =
  | {
      readonly kind: 'command';
      readonly command: string;
      /** `run` as it is written, when it holds expressions. */
      readonly template?: string;
      readonly workingDirectory: string;
    }
  | {
      readonly kind: 'pick';
      readonly by: string;
      readonly best: 'min' | 'max';
      readonly candidates: readonly PickCandidate[];
      readonly as: string;
    };

/** One task a `pick` can choose: its metrics files and the output that would be copied. */
export interface PickCandidate {
  readonly task: TaskId;
  readonly metrics: readonly string[];
  readonly output: string;
}

export interface Task {
  readonly id: TaskId;
  readonly step: string;
  /** Matrix values by axis; empty for a step without a matrix. */
  readonly matrix: JsonObject;
  /** `rate=0.01,depth=3`, fit for a file name; empty without a matrix. */
  readonly matrixKey: string;
  readonly action: TaskAction;
  readonly inputs: readonly TaskInput[];
  /** Outputs and metrics files together. */
  readonly outputs: readonly TaskOutput[];
  /** Dotted name -> value of every leaf below the params that the step names. */
  readonly params: Readonly<Record<string, Json>>;
  readonly env: Readonly<Record<string, string>>;
  readonly secrets: readonly string[];
  readonly resources: Resources;
  readonly timeoutMs?: number;
  readonly retries: Retries;
  readonly executor: string;
  readonly frozen: boolean;
  readonly alwaysChanged: boolean;
  /** Tasks that must end well before this one starts: makers of its inputs and `needs`. */
  readonly needs: readonly TaskId[];
  readonly place: Place;
}

/** Content of a path as far as it is known. `files` of a directory or glob: path relative to it -> digest. */
export type PathState =
  | { readonly kind: 'missing' }
  | { readonly kind: 'file'; readonly digest: Digest; readonly size: number }
  | {
      readonly kind: 'directory';
      readonly digest: Digest;
      readonly size: number;
      readonly files: Readonly<Record<string, Digest>>;
    };
