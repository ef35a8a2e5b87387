// A spec on a disk: what the terminal and the language server share above the pure core.
import type { ProjectPaths } from '../base/paths';
import type { Digest } from '../base/digest';
import type { Result } from '../base/result';
import type { ContentStore, Digester, IoFailure } from '../cache/cache';
import type { Expansion } from '../plan/expand';
import type { Known, Plan, PlanProblem, Selection } from '../plan/plan';
import type { Diagnostic } from '../spec/diagnostic';
import type { Pipeline } from '../spec/pipeline';

/** Why a project cannot be planned; each has a message with a place and a remedy. */
export type ProjectFailure =
  | { readonly kind: 'spec-missing'; readonly path: string }
  | { readonly kind: 'spec-unreadable'; readonly path: string; readonly message: string }
  | { readonly kind: 'spec-errors'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly kind: 'plan-problems'; readonly problems: readonly PlanProblem[] }
  | { readonly kind: 'lock-unreadable'; readonly path: string; readonly message: string }
  | { readonly kind: 'unknown-selection'; readonly name: string; readonly suggestion?: string }
  | { readonly kind: 'io'; readonly failure: IoFailure };

/** A plan together with what is needed to execute it. */
export interface ProjectPlan {
  readonly pipeline: Pipeline;
  readonly specDigest: Digest;
  readonly expansion: Expansion;
  readonly plan: Plan;
  readonly known: Known;
}

/** What a check found. */
export interface CheckedSpec {
  readonly diagnostics: readonly Diagnostic[];
  /** What shows only in the tasks: looked for in a spec without errors. */
  readonly problems: readonly PlanProblem[];
}

export interface Project {
  readonly paths: ProjectPaths;
  readonly digester: Digester;
  readonly store: ContentStore;
  /** Parsed, or from the memory of the last parse when spec, includes and params files are unchanged. */
  pipeline(): Promise<Result<{ readonly pipeline: Pipeline; readonly specDigest: Digest }, ProjectFailure>>;
  /** Parsed always: everything that is wrong with the spec. */
  check(): Promise<Result<CheckedSpec, ProjectFailure>>;
  /** An abort of `signal` ends it with an IO failure of the code `ABORTED`. */
  plan(selection: Selection, signal?: AbortSignal): Promise<Result<ProjectPlan, ProjectFailure>>;
}
