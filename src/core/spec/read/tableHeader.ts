// The columns that the first line of a table names. A line that may be anything but a header says nothing: a wrong column is worse than none.
import { isJsonObject } from '../../base/json';
import type { Json } from '../../base/json';

/** The columns of a table, as far as its first line tells. */
export interface TableHeader {
  readonly columns: readonly string[];
  /** Whether there are no others: a record of JSON lines may leave out what the next one has. */
  readonly complete: boolean;
}

/** Reads the header of the table at `path`; undefined when it cannot be told, e.g. of Parquet. */
export function tableHeader(path: string, firstLine: string): TableHeader | undefined {
  switch (/\.([a-z]+)$/i.exec(path)?.[1]?.toLowerCase()) {
    case 'csv':
    case 'tsv':
      return delimitedHeader(firstLine);
    case 'jsonl':
    case 'ndjson':
      return recordHeader(firstLine);
    default:
      return undefined;
  }
}

const delimiters = [',', ';', '\t', '|'] as const;

function delimitedHeader(line: string): TableHeader | undefined {
  // A quote that is still open goes on in the next line.
  if ((line.match(/"/g)?.length ?? 0) % 2 !== 0) return undefined;
  const counts = delimiters.map((delimiter) => ({ delimiter, columns: cells(line, delimiter) }));
  const most = Math.max(...counts.map(({ columns }) => columns.length));
  const [found, ...equal] = counts.filter(({ columns }) => columns.length === most);
  if (!found || (most > 1 && equal.length > 0)) return undefined;
  const { columns } = found;
  const isHeader = columns.every(isName) && new Set(columns).size === columns.length;
  // A single cell of several words is rather a title, or cut by something else than a delimiter.
  return isHeader && (most > 1 || /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(columns[0] ?? ''))
    ? { columns, complete: true }
    : undefined;
}

// RFC 4180: a cell in quotes may hold delimiters; a quote in it is doubled.
function cells(line: string, delimiter: string): readonly string[] {
  const found: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    if (character === delimiter && !quoted) {
      found.push(cell);
      cell = '';
    } else cell += character;
  }
  return [...found, cell].map((text) =>
    text
      .trim()
      .replace(/^"([\s\S]*)"$/, '$1')
      .replaceAll('""', '"'),
  );
}

// Rows hold figures, dates and gaps; names of columns begin with a letter, nearly always.
function isName(cell: string): boolean {
  return /^[\p{L}_@$%(]/u.test(cell) && !/^(?:nan|null|none|na|true|false|inf)$/i.test(cell);
}

function recordHeader(line: string): TableHeader | undefined {
  try {
    const record = JSON.parse(line) as Json; // JSON.parse gives JSON, but its type says `any`.
    return isJsonObject(record) ? { columns: Object.keys(record), complete: false } : undefined;
  } catch {
    return undefined;
  }
}
