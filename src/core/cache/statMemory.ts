// What is remembered of files by their stat, so that an unchanged file costs one `stat` and no read.
//
// On the disk: columns, so that 20,000 files load in a few milliseconds without a line being parsed.
//   header   one JSON line, padded to 8 bytes: { format, count, pathBytes }
//   stats    count x 5 uint64, little-endian: dev, ino, size, mtime in ns, ctime in ns
//   digests  count x 32 bytes
//   paths    separated by NUL, the one character no path holds
import { readFileSync, type BigIntStats } from 'node:fs';
import type { Digest } from '../base/digest';
import { hexOf } from './sha256';
import { writeAtomically } from './writeAtomically';

const format = 'fairlead-stat-1';
const statFields = 5;
const digestBytes = 32;

/** Digests by path and stat. */
export interface StatMemory {
  /** The digest of a file when its stat is the one that was remembered. */
  recall(path: string, stat: BigIntStats): Digest | undefined;
  remember(path: string, stat: BigIntStats, digest: Digest): void;
  forget(path: string): void;
  /** Writes what is new since the last save. It is only a memory: a disk that refuses costs time later, nothing else. */
  save(): void;
}

/** Opens the memory kept in `file`; a missing, torn or foreign file is an empty memory. */
export function openStatMemory(file: string): StatMemory {
  const known = loadColumns(file);
  const learnt = new Map<string, Entry | undefined>();
  return {
    recall(path, stat) {
      if (learnt.size > 0 && learnt.has(path)) {
        const entry = learnt.get(path);
        return entry !== undefined && fieldsOf(stat).every((field, i) => field === entry.stat[i])
          ? entry.digest
          : undefined;
      }
      const row = known.rows.get(path);
      return row !== undefined && sameStat(known.stats, row, stat) ? digestAt(known, row) : undefined;
    },
    remember(path, stat, digest) {
      learnt.set(path, { stat: fieldsOf(stat), digest });
    },
    forget(path) {
      if (learnt.has(path) || known.rows.has(path)) learnt.set(path, undefined);
    },
    save() {
      if (learnt.size === 0) return;
      const bytes = encode(known, learnt);
      const written = writeAtomically(file, bytes);
      if (!written.ok) return;
      Object.assign(known, decode(bytes));
      learnt.clear();
    },
  };
}

interface Entry {
  readonly stat: readonly bigint[];
  readonly digest: Digest;
}

interface Columns {
  rows: ReadonlyMap<string, number>;
  stats: BigUint64Array;
  /** All digests as one hexadecimal text: a slice of it costs next to nothing. */
  hex: string;
}

const fieldsOf = (stat: BigIntStats): readonly bigint[] =>
  // The arithmetic is modulo 2^64: times before 1970 and huge device numbers stay comparable.
  [stat.dev, stat.ino, stat.size, stat.mtimeNs, stat.ctimeNs].map((field) => BigInt.asUintN(64, field));

function sameStat(stats: BigUint64Array, row: number, stat: BigIntStats): boolean {
  const at = row * statFields;
  // Written out, most telling field first: this runs once per file on every start.
  return (
    stats[at + 3] === BigInt.asUintN(64, stat.mtimeNs) &&
    stats[at + 2] === stat.size &&
    stats[at + 1] === BigInt.asUintN(64, stat.ino) &&
    stats[at + 4] === BigInt.asUintN(64, stat.ctimeNs) &&
    stats[at] === BigInt.asUintN(64, stat.dev)
  );
}

function digestAt(columns: Columns, row: number): Digest {
  return `sha256:${columns.hex.slice(row * 2 * digestBytes, (row + 1) * 2 * digestBytes)}`;
}

function loadColumns(file: string): Columns {
  try {
    return decode(readFileSync(file));
  } catch {
    return { rows: new Map(), stats: new BigUint64Array(), hex: '' };
  }
}

function encode(known: Columns, learnt: ReadonlyMap<string, Entry | undefined>): Uint8Array {
  const kept = [...known.rows].filter(([path]) => !learnt.has(path));
  const fresh = [...learnt].flatMap(([path, entry]) => (entry === undefined ? [] : [{ path, ...entry }]));
  const count = kept.length + fresh.length;
  const paths = Buffer.from([...kept.map(([path]) => path), ...fresh.map(({ path }) => path)].join('\0'));
  const header = Buffer.from(paddedHeader(count, paths.length));
  const stats = new BigUint64Array(count * statFields);
  const digests = Buffer.alloc(count * digestBytes);
  kept.forEach(([, row], i) => {
    stats.set(known.stats.subarray(row * statFields, (row + 1) * statFields), i * statFields);
    digests.write(known.hex.slice(row * 2 * digestBytes, (row + 1) * 2 * digestBytes), i * digestBytes, 'hex');
  });
  fresh.forEach(({ stat, digest }, i) => {
    stats.set(stat, (kept.length + i) * statFields);
    digests.write(hexOf(digest), (kept.length + i) * digestBytes, 'hex');
  });
  return Buffer.concat([header, Buffer.from(stats.buffer), digests, paths]);
}

function paddedHeader(count: number, pathBytes: number): string {
  const header = JSON.stringify({ format, count, pathBytes });
  return `${header.padEnd(Math.ceil((header.length + 1) / 8) * 8 - 1)}\n`;
}

function decode(bytes: Uint8Array): Columns {
  const headerEnd = bytes.indexOf(10) + 1;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const header: unknown = JSON.parse(buffer.toString('latin1', 0, headerEnd));
  const { count, pathBytes } = checkedHeader(header);
  const digestsAt = headerEnd + count * statFields * 8;
  const pathsAt = digestsAt + count * digestBytes;
  if (bytes.length !== pathsAt + pathBytes) throw new Error('torn');
  // A copy, because a view of 64-bit numbers has to begin at a multiple of 8.
  const stats = new BigUint64Array(new Uint8Array(bytes.subarray(headerEnd, digestsAt)).buffer);
  const rows = new Map<string, number>();
  if (count > 0) for (const path of buffer.toString('utf8', pathsAt).split('\0')) rows.set(path, rows.size);
  return { rows, stats, hex: buffer.toString('hex', digestsAt, pathsAt) };
}

function checkedHeader(header: unknown): { count: number; pathBytes: number } {
  if (typeof header !== 'object' || header === null) throw new Error('foreign');
  const { format: written, count, pathBytes } = header as Record<string, unknown>; // Any object may be read as a record of unknowns.
  if (written !== format || typeof count !== 'number' || typeof pathBytes !== 'number') throw new Error('foreign');
  return { count, pathBytes };
}
