import type { Location, Range } from '../base/text';

/** A rule's code, stable for ever: settings, suppression comments and documentation pages name it. */
export type RuleCode = `FL${number}${number}${number}`;

/** How loud a diagnostic is; `off` silences a rule by setting. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** One edit of a fix; `newText` replaces `range`. */
export interface TextEdit {
  readonly range: Range;
  readonly newText: string;
}

/** A repair the editor can offer for a diagnostic, e.g. "Change to 'learning_rate'". */
export interface Fix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** What is wrong, where, and what to do: the one list that the editor, the terminal and JSON print alike. */
export interface Diagnostic {
  readonly code: RuleCode;
  readonly severity: Severity;
  /** A sentence for a person: what is wrong, and the remedy where one is known. */
  readonly message: string;
  readonly file: string;
  readonly range: Range;
  /** Other places that belong to it, e.g. the first definition of a duplicate. */
  readonly related?: readonly (Location & { readonly message: string })[];
  readonly fixes?: readonly Fix[];
}
