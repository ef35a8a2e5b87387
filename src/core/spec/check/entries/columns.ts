// Columns that the header of the data does not have. Said only of headers that can be read: of CSV and TSV files that lie here and that no step
// makes, since what a step made may be older than the spec.
import { isJsonObject } from '../../../base/json';
import type { Json } from '../../../base/json';
import { closeName } from '../../expression/closeName';
import { isAddress, isGlob, isOutside, normalPath } from '../../paths';
import { mapping, texts, textOrTexts } from '../../read/readJson';
import type { Extent } from '../../syntax/node';
import type { EntryFacts } from '../facts';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { keys } from '../provisions';
import { mayBeMade } from './madeBySteps';
import { changeTo, keyPlace, textPlace } from './places';

type Path = readonly (string | number)[];

/** FL070 in a dataset: its target, segments, described columns and expectations. */
export function datasetColumns(look: Look, entry: EntryFacts): readonly Problem[] {
  const dataset = mapping(entry.value);
  const header = headerOf(look, textOrTexts(dataset.path));
  if (!header) return [];
  const described = Object.keys(mapping(dataset.columns)).filter((name) => name !== '<<' && !name.startsWith('x-'));
  const paths = [['target'], ...itemsOf(['segments'], dataset.segments), ...expectedColumns(dataset.expect)];
  const keysOf = described.map((name) => ({ name, extent: keyPlace(look, entry, ['columns', name]) }));
  return missing(header, [...namedAt(look, entry, paths), ...keysOf]);
}

/** FL070 in an evaluation: the columns of its predictions. */
export function evaluationColumns(look: Look, entry: EntryFacts): readonly Problem[] {
  const evaluation = mapping(entry.value);
  const header = headerOf(look, textOrTexts(evaluation.predictions));
  if (!header) return [];
  const paths = [['label'], ['score'], ['prediction'], ...itemsOf(['segments'], evaluation.segments)];
  return missing(header, namedAt(look, entry, paths));
}

/** FL070 in a monitor of a dataset. The request log of a deployment is not known before there are requests. */
export function monitorColumns(look: Look, entry: EntryFacts): readonly Problem[] {
  const { watch, drift } = mapping(entry.value);
  const { columns } = mapping(drift);
  if (typeof watch !== 'string' || !Array.isArray(columns)) return [];
  for (const section of ['deployments', 'datasets']) look.watched.add(keys.entry(section, watch));
  const dataset = look.knowledge.get(keys.entry('datasets', watch))[0]?.entry?.value;
  if (!isJsonObject(dataset) || look.knowledge.has(keys.entry('deployments', watch))) return [];
  const header = headerOf(look, textOrTexts(dataset.path));
  return header ? missing(header, namedAt(look, entry, itemsOf(['drift', 'columns'], columns))) : [];
}

interface Header {
  readonly file: string;
  readonly columns: readonly string[];
}

// Of several files every header has to be known; a column of one of them is a column of the data.
function headerOf(look: Look, paths: readonly string[]): Header | undefined {
  const headers = paths.map((path) => headerOfFile(look, path));
  const known = headers.flatMap((header) => header ?? []);
  const [first] = known;
  if (!first || known.length < headers.length) return undefined;
  return { file: first.file, columns: [...new Set(known.flatMap(({ columns }) => columns))] };
}

function headerOfFile(look: Look, written: string): Header | undefined {
  const file = normalPath(written);
  if (written.includes('${{') || isAddress(written) || isGlob(file) || isOutside(file)) return undefined;
  if (mayBeMade(look, file)) return undefined;
  look.watched.add(keys.header(file));
  const header = look.knowledge.header(file);
  return header?.complete === true ? { file, columns: header.columns } : undefined;
}

function itemsOf(path: Path, value: Json | undefined): readonly Path[] {
  return Array.isArray(value) ? (value as readonly Json[]).map((_, index) => [...path, index]) : [];
}

function expectedColumns(value: Json | undefined): readonly Path[] {
  if (!Array.isArray(value)) return [];
  return (value as readonly Json[]).flatMap((expectation, index): readonly Path[] => {
    const { unique, freshness } = mapping(expectation);
    const columns = texts(unique).length > 0 ? itemsOf(['expect', index, 'unique'], unique) : [];
    return isJsonObject(freshness) ? [...columns, ['expect', index, 'freshness', 'column']] : columns;
  });
}

interface Named {
  readonly name: string;
  readonly extent: Extent | undefined;
}

function namedAt(look: Look, entry: EntryFacts, paths: readonly Path[]): readonly Named[] {
  return paths.flatMap((path) => {
    const located = look.facts.values.locate(entry.node, path)?.node;
    const name = located?.kind === 'scalar' ? located.value : undefined;
    return typeof name === 'string' && name !== '' ? [{ name, extent: textPlace(look, entry, path) }] : [];
  });
}

// A first line that is like none of the names may be a row of words: only one that has some of them, or nearly, is taken for a header.
function missing(header: Header, named: readonly Named[]): readonly Problem[] {
  const unknown = named.filter(({ name }) => !has(header, name));
  const isHeader = unknown.length < named.length || unknown.some(({ name }) => closeName(name, header.columns));
  return isHeader ? unknown.flatMap(({ name, extent }) => (extent ? [problemOf(header, name, extent)] : [])) : [];
}

// DuckDB, which reads the data, does not tell capitals from small letters.
function has({ columns }: Header, name: string): boolean {
  return columns.some((column) => column.toLowerCase() === name.toLowerCase());
}

function problemOf({ file, columns }: Header, name: string, extent: Extent): Problem {
  const close = closeName(name, columns);
  const list = columns.length <= 12 ? ` Its columns: ${columns.join(', ')}.` : '';
  const remedy = close === undefined ? list : ` Did you mean '${close}'?`;
  return {
    code: 'FL070',
    message: `'${file}' has no column '${name}'.${remedy}`,
    start: extent.start,
    end: extent.end,
    ...(close !== undefined && changeTo(extent, close)),
  };
}
