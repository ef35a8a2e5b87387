import type { RuleCode, Severity } from '../diagnostic';

/** A rule as the reference, the settings and the hover describe it. */
export interface Rule {
  readonly code: RuleCode;
  /** A noun phrase: `Unknown key`. */
  readonly title: string;
  readonly severity: Severity;
  /** Why it is worth a diagnostic. Markdown. */
  readonly why: string;
  /** A spec, or a part of one, that the rule speaks of; the reference shows it and a test checks it. */
  readonly bad: string;
  /** The same, repaired. */
  readonly good: string;
  /** What to do. Markdown. */
  readonly fix: string;
  /** Files that the examples need, path -> text; those of `good` and `bad` alike. */
  readonly files?: Readonly<Record<string, string>>;
  /** The examples cannot show it (e.g. it is about bytes, not text), or only with generated texts. */
  readonly untested?: string;
}
