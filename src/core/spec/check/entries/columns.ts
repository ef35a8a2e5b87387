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
  return [
    ...valuesMissing(look, entry, header, [['target'], ...itemsOf(['segments'], dataset.segments)]),
    ...described.flatMap((name) => missing(header, name, keyPlace(look, entry, ['columns', name]))),
    ...valuesMissing(look, entry, header, expectedColumns(dataset.expect)),
  ];
}

/** FL070 in an evaluation: the columns of its predictions. */
export function evaluationColumns(look: Look, entry: EntryFacts): readonly Problem[] {
  const evaluation = mapping(entry.value);
  const header = headerOf(look, textOrTexts(evaluation.predictions));
  if (!header) return [];
  const paths = [['label'], ['score'], ['prediction'], ...itemsOf(['segments'], evaluation.segments)];
  return valuesMissing(look, entry, header, paths);
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
  return header ? valuesMissing(look, entry, header, itemsOf(['drift', 'columns'], columns)) : [];
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

function valuesMissing(look: Look, entry: EntryFacts, header: Header, paths: readonly Path[]): readonly Problem[] {
  return paths.flatMap((path) => {
    const located = look.facts.values.locate(entry.node, path)?.node;
    const name = located?.kind === 'scalar' ? located.value : undefined;
    return typeof name === 'string' ? missing(header, name, textPlace(look, entry, path)) : [];
  });
}

// DuckDB, which reads the data, does not tell capitals from small letters.
function missing({ file, columns }: Header, name: string, extent: Extent | undefined): readonly Problem[] {
  if (!extent || name === '' || columns.some((column) => column.toLowerCase() === name.toLowerCase())) return [];
  const close = closeName(name, columns);
  const list = columns.length <= 12 ? ` Its columns: ${columns.join(', ')}.` : '';
  const remedy = close === undefined ? list : ` Did you mean '${close}'?`;
  return [
    {
      code: 'FL070',
      message: `'${file}' has no column '${name}'.${remedy}`,
      start: extent.start,
      end: extent.end,
      ...(close !== undefined && changeTo(extent, close)),
    },
  ];
}
