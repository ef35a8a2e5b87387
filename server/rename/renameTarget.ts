// What is renamed at a place, or why nothing can be.
import type { Position, Range } from '../../src/core/base/text';
import { err, ok, type Result } from '../../src/core/base/result';
import type { SpecDocument, SpecName } from '../../src/core/spec/spec';
import { textIn } from '../ranges';
import type { Snapshot } from '../snapshot';

/** A name that can be renamed; `range` is where the cursor is on it, `text` what is written of it there. */
export interface RenameTarget {
  readonly name: SpecName;
  readonly range: Range;
  readonly text: string;
}

/** The name at `position`. The error is a sentence for the user. */
export function renameTarget({ document, catalog }: Snapshot, position: Position): Result<RenameTarget, string> {
  const found = document.nameAt(position);
  if (found === undefined) return err('There is no name here that can be renamed.');
  const name = meant(document, found.name);
  const { kind } = name;
  if (kind === 'column') return err('Columns are named by the data: rename them there.');
  const text = lastPart(name);
  const written = textIn(document.text, found.range);
  const at = written.indexOf(text);
  if (at < 0) return err(`'${text}' is written with escapes here: rename it at another place.`);
  if (!isDefined(document, name)) {
    const builtIn =
      kind === 'executor' && (name.name === 'local' || catalog.executors.some((one) => one.name === name.name));
    return err(
      builtIn
        ? `'${name.name}' is built in: it cannot be renamed.`
        : `Nothing in this spec or its files defines the ${kind} '${name.name}': add it first.`,
    );
  }
  const { line, character } = found.range.start;
  const start = { line, character: character + at };
  return ok({ name, text, range: { start, end: { line, character: start.character + text.length } } });
}

/** A param counts by its value, wherever it comes from: its place in a params file is looked for when it is edited. */
function isDefined(document: SpecDocument, name: SpecName): boolean {
  if (name.kind === 'param') return document.names('param').includes(name.name);
  return document.definitions(name).length > 0;
}

/** The part of a name that stands at its places: of a dotted param the last. */
export function lastPart({ kind, name }: SpecName): string {
  return kind === 'param' ? name.slice(name.lastIndexOf('.') + 1) : name;
}

/** What a monitor watches is written where a deployment would be, but can be a dataset. */
function meant(document: SpecDocument, name: SpecName): SpecName {
  if (name.kind !== 'deployment' || document.definitions(name).length > 0) return name;
  const dataset: SpecName = { kind: 'dataset', name: name.name };
  return document.definitions(dataset).length > 0 ? dataset : name;
}
