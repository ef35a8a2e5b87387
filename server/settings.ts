// The user's settings as this server needs them. What a settings file holds is anybody's guess, so every part is checked.
import type { RuleCode, Severity } from '../src/core/spec/diagnostic';
import type { ShownHints } from './snapshot';
import type { Severities } from './workspace';

/** The sections the editor is asked for, in the order of the answers. */
export const settingSections = [
  'fairlead.diagnostics.severity',
  'files.exclude',
  'fairlead.inlayHints.values',
  'fairlead.inlayHints.steps',
] as const;

/** What the settings say. */
export interface Settings {
  readonly severities: Severities;
  /** Globs of what is not searched for specs. */
  readonly exclude: readonly string[];
  readonly hints: ShownHints;
}

/** Reads the answers to `settingSections`; anything that is not understood counts as not set. */
export function toSettings(answers: unknown): Settings {
  // Nothing is claimed of the items.
  const [severity, exclude, values, steps] = Array.isArray(answers) ? (answers as readonly unknown[]) : [];
  return {
    severities: Object.fromEntries(entriesOf(severity).filter(isSeverityEntry)),
    // `files.exclude` can also hold `{ when: … }`, which depends on a sibling file and means nothing to a search.
    exclude: entriesOf(exclude).flatMap(([glob, on]) => (on === true ? [glob] : [])),
    hints: { values: values !== false, steps: steps !== false },
  };
}

function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

const severities: ReadonlySet<unknown> = new Set<Severity | 'off'>(['off', 'hint', 'information', 'warning', 'error']);

function isSeverityEntry(entry: readonly [string, unknown]): entry is readonly [RuleCode, Severity | 'off'] {
  return /^FL\d+$/.test(entry[0]) && severities.has(entry[1]);
}
