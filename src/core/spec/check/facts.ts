// What one chunk says, by itself: its entries with their plain values, the names it defines and uses, its expressions, and what is wrong
// with it alone. Nothing here depends on another chunk, except through anchors.
import type { Json } from '../../base/json';
import type { ExpressionNode } from '../expression/ast';
import type { SpecName } from '../spec';
import type { UnplacedStep } from '../read/readStep';
import type { Extent, ScalarNode, SpecNode } from '../syntax/node';
import type { Problem } from './problem';
import type { ChunkValues } from './values';

/** A name where it is defined or used. */
export interface Occurrence extends Extent {
  readonly name: SpecName;
  readonly role: 'definition' | 'use';
  /** Whether an unknown one is an error to be reported here (expressions report their own). */
  readonly checked: boolean;
}

/** A scalar with expressions. */
export interface ExpressionUse {
  readonly scalar: ScalarNode;
  readonly path: readonly (string | number)[];
  readonly holes: readonly ExpressionNode[];
}

/** One named entry of a container, or one param. */
export interface EntryFacts {
  readonly section: string;
  readonly name: string;
  /** The key without its quotes. */
  readonly keyExtent: Extent;
  readonly node: SpecNode;
  readonly value: Json;
  /** For entries of `steps`. */
  readonly step?: UnplacedStep;
  readonly expressions: readonly ExpressionUse[];
}

/** Everything a chunk says. */
export interface Facts {
  readonly entries: readonly EntryFacts[];
  /** A top-level key that is not a container of entries: its value. */
  readonly section?: {
    readonly name: string;
    readonly keyExtent: Extent;
    readonly value: Json;
    readonly node: SpecNode;
  };
  readonly occurrences: readonly Occurrence[];
  readonly problems: readonly Problem[];
  readonly values: ChunkValues;
  /** Names of anchors that its aliases use: when one of them changes, the chunk is read again. */
  readonly aliases: readonly string[];
}
