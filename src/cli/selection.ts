// From the options of `plan` and `run` to the selection that planning understands, and back to a command line.
import type { Selection } from '../core/plan/plan';

/** As commander collects them. */
export interface SelectionOptions {
  readonly steps: readonly string[];
  readonly only?: readonly string[];
  readonly from?: readonly string[];
  readonly until?: readonly string[];
  /** An empty list: everything that is selected. */
  readonly force?: readonly string[];
}

/** Steps named without an option are run with what they need, as in `make`. */
export function toSelection({ steps, only, from, until, force }: SelectionOptions): Selection {
  const all = [...steps, ...(until ?? [])];
  return {
    ...(only === undefined ? {} : { only }),
    ...(from === undefined ? {} : { from }),
    ...(all.length === 0 ? {} : { until: all }),
    ...(force === undefined ? {} : { force: force.length === 0 ? true : force }),
  };
}

/** The same selection as words of a command line; `force` is left to the caller. */
export function selectionWords({ steps, only, from, until }: SelectionOptions): readonly string[] {
  const option = (name: string, values: readonly string[] | undefined) =>
    values === undefined || values.length === 0 ? [] : [`--${name}`, values.join(',')];
  return [...steps, ...option('only', only), ...option('from', from), ...option('until', until)];
}
