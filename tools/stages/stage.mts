// What every stage of `npm test` is, and how it answers.

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What a reader needs to mend it; empty when nothing failed. */
  readonly failures: readonly string[];
  /** Why something was skipped, in words. */
  readonly note?: string;
}

export interface Stage {
  /** The word after `npm test --`. */
  readonly name: string;
  /** Groups that stand for it: `check`, `e2e`. */
  readonly groups: readonly string[];
  readonly title: string;
  /** `args`: what followed the stage's name on the command line. */
  run(args: readonly string[]): Promise<Outcome>;
}

/** A stage that is one check: it holds, or it fails with what it said. */
export function oneCheck(holds: boolean, output: string): Outcome {
  return { passed: holds ? 1 : 0, failed: holds ? 0 : 1, skipped: 0, failures: holds ? [] : [clip(output)] };
}

/** A stage that cannot run here, and why. */
export function skipped(note: string): Outcome {
  return { passed: 0, failed: 0, skipped: 1, failures: [], note };
}

/** The beginning and the end of a long text: errors stand first, verdicts last. */
export function clip(text: string, limit = 4000): string {
  const trimmed = text.trim();
  if (trimmed.length <= limit) return trimmed;
  const half = limit / 2;
  return `${trimmed.slice(0, half)}\n… ${String(trimmed.length - limit)} characters left out …\n${trimmed.slice(-half)}`;
}
