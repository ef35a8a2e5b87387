// The contract of an open spec: what the editor and the terminal may ask of a text that is being written.
import type { Location, Position, Range } from '../base/text';
import type { Catalog } from './catalog';
import type { Diagnostic, RuleCode, Severity } from './diagnostic';
import type { ExpressionNode, Span } from './expression/ast';
import type { ExpressionType } from './expression/types';
import type { Pipeline } from './pipeline';
import type { ProjectFiles } from './projectFiles';

export interface SpecOptions {
  /** The spec's path relative to the root, e.g. `fairlead.yaml`. */
  readonly file: string;
  readonly files: ProjectFiles;
  readonly catalog: Catalog;
  readonly severities?: Readonly<Partial<Record<RuleCode, Severity | 'off'>>>;
}

/** An edit as the Language Server Protocol sends it; without a range the whole text is replaced. */
export interface TextChange {
  readonly range?: Range;
  readonly text: string;
}

/** A path into the document: mapping keys and list indexes. */
export type SpecPath = readonly (string | number)[];

/** A named thing that can be defined once and used elsewhere. `scope` tells apart e.g. the outputs of two steps. */
export interface SpecName {
  readonly kind:
    | 'step'
    | 'param'
    | 'dataset'
    | 'column'
    | 'input'
    | 'output'
    | 'axis'
    | 'executor'
    | 'evaluation'
    | 'metric'
    | 'gate'
    | 'model'
    | 'deployment'
    | 'monitor'
    | 'trigger'
    | 'anchor';
  readonly name: string;
  readonly scope?: string;
}

/** What stands under the cursor, on complete and half-typed lines alike: completion and hover start from it. */
export type SpecContext =
  /** A mapping key is being written (or could be) in the mapping at `path`. */
  | {
      readonly kind: 'key';
      readonly path: SpecPath;
      readonly typed: string;
      readonly range: Range;
      readonly present: readonly string[];
      readonly hasValue: boolean;
    }
  /** A scalar value (list items included: `path` then ends with the index). */
  | {
      readonly kind: 'value';
      readonly path: SpecPath;
      readonly typed: string;
      readonly range: Range;
      readonly quote?: '"' | "'";
      readonly present?: readonly string[];
    }
  /** Inside `${{ }}`. `offset` and spans count in the decoded scalar; `toRange` turns a span into a place. */
  | {
      readonly kind: 'expression';
      readonly path: SpecPath;
      readonly node: ExpressionNode;
      readonly offset: number;
      readonly environment: ExpressionType;
      toRange(span: Span): Range;
    }
  | { readonly kind: 'comment' }
  | { readonly kind: 'none' };

/** A line of the outline. */
export interface SpecSymbol {
  readonly name: string;
  readonly detail?: string;
  readonly kind: 'section' | 'step' | 'dataset' | 'entry' | 'param';
  readonly range: Range;
  readonly selection: Range;
  readonly children: readonly SpecSymbol[];
}

/** A name at one of its places in the spec itself. */
export interface SpecNamePlace {
  readonly name: SpecName;
  readonly role: 'definition' | 'use';
  readonly range: Range;
}

/** The step `from` comes before the step `to`; `because` says why, in words about `to`: `reads 'x.csv' of 'prepare'`. */
export interface SpecFeed {
  readonly from: string;
  readonly to: string;
  readonly because: string;
}

/** A spec that is open: incremental, always answering, whatever is typed. */
export interface SpecDocument {
  readonly file: string;
  readonly text: string;
  /** The file itself, then its includes. */
  files(): readonly string[];
  edit(changes: readonly TextChange[]): void;
  /** Something on the disk that the spec refers to (params, includes, inputs) may have changed. */
  filesChanged(): void;
  /** Sorted by place; of this file and of its includes. */
  diagnostics(): readonly Diagnostic[];
  /** The best reading there is; steps with errors are included as far as they make sense. Cached per version. */
  pipeline(): Pipeline;
  contextAt(position: Position): SpecContext;
  symbols(): readonly SpecSymbol[];
  /** The name under the cursor, where it is defined or used. */
  nameAt(position: Position): { readonly name: SpecName; readonly range: Range } | undefined;
  /** The names on the lines `first` to `last` of the spec itself, by place. */
  namesIn(first: number, last: number): readonly SpecNamePlace[];
  definitions(name: SpecName): readonly Location[];
  references(name: SpecName): readonly Location[];
  /** What feeds what, of all steps. */
  feeds(): readonly SpecFeed[];
  /** Every name of a kind (in a scope), for completion. */
  names(kind: SpecName['kind'], scope?: string): readonly string[];
  /** The places of a key and of its value. */
  find(path: SpecPath): { readonly key?: Range; readonly value?: Range } | undefined;
}

/** A key of the grammar as the schema describes it: one source for completion, hover and the reference. */
export interface KeyDescription {
  readonly key: string;
  /** Markdown. */
  readonly documentation: string;
  /** `string`, `duration`, `mapping`, `list of paths` … in words. */
  readonly type: string;
  readonly required: boolean;
  /** The words it accepts, when they are few. */
  readonly values?: readonly string[];
  readonly example?: string;
}
