// What a feature is given: one open spec, and the few things around it that are not in its text.
import type { Catalog } from '../src/core/spec/catalog';
import type { RuleCode } from '../src/core/spec/diagnostic';
import type { ProjectFiles } from '../src/core/spec/projectFiles';
import type { SpecDocument } from '../src/core/spec/spec';
import type { StepView } from '../src/protocol/pipelines';

/**
 * An open spec as a feature sees it. Valid within one turn of the event loop only: the next edit changes the document in
 * place, which is why features answer synchronously.
 */
export interface Snapshot {
  readonly uri: string;
  /** The version the client gave the text; edits of code actions carry it. */
  readonly version: number;
  readonly document: SpecDocument;
  /** Whether another spec includes it, so that it is none of its own whatever its name. */
  readonly part: boolean;
  /** What the spec can see on the disk, open editors' texts first. */
  readonly files: ProjectFiles;
  readonly catalog: Catalog;
  readonly client: ClientAbilities;
  /** Which hints the user wants between the words. */
  readonly hints: ShownHints;
  /** Where a rule is explained, when the page is at hand. */
  rulePage(code: RuleCode): string | undefined;
  /** The URI of a file that the spec names; relative to the spec's root. */
  toUri(file: string): string;
  /** The last known state of a step, when the pipeline was planned before. */
  step(name: string): StepView | undefined;
}

/** The inlay hints that are switched on. */
export interface ShownHints {
  /** Values of expressions. */
  readonly values: boolean;
  /** States of steps. */
  readonly steps: boolean;
}

/** What the connected editor can show; an editor that says nothing gets the plain form. */
export interface ClientAbilities {
  readonly snippets: boolean;
  readonly watchesFiles: boolean;
  readonly relativePatterns: boolean;
  readonly pullsConfiguration: boolean;
  readonly registersDocuments: boolean;
  readonly refreshesHints: boolean;
  readonly registersReferences: boolean;
}
