// Whether a task has to run, and why: computed once, carried unchanged to the tree, the terminal and the panels.
import type { Digest } from '../base/digest';
import type { Json } from '../base/json';
import type { TaskId } from './task';

/** Digest of everything that decides a task's outputs; never times or absolute paths. */
export type Fingerprint = Digest;

/** One reason why a task is not fresh. `reasonText` says it in words. */
export type Reason =
  | { readonly kind: 'never-ran' }
  | { readonly kind: 'forced' }
  | { readonly kind: 'always-changed' }
  | { readonly kind: 'interrupted' }
  | { readonly kind: 'command-changed'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'param-changed';
      readonly name: string;
      readonly from: Json | undefined;
      readonly to: Json | undefined;
    }
  | { readonly kind: 'env-changed'; readonly name: string }
  | { readonly kind: 'data-changed' | 'code-changed'; readonly path: string; readonly files: readonly string[] }
  | { readonly kind: 'input-added' | 'input-removed' | 'input-missing'; readonly path: string }
  | { readonly kind: 'output-missing' | 'output-changed' | 'output-added' | 'output-removed'; readonly path: string }
  | { readonly kind: 'upstream'; readonly task: TaskId };

/**
 * `fresh`: nothing to do. `restorable`: the outputs of exactly this fingerprint are in the cache. `stale`: has to run,
 * or may have to once its upstream has run (a reason of kind `upstream`).
 */
export type Verdict =
  | { readonly kind: 'fresh' }
  | { readonly kind: 'restorable'; readonly reasons: readonly Reason[] }
  | { readonly kind: 'stale'; readonly reasons: readonly Reason[] };
