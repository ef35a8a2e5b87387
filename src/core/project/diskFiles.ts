// What the spec asks of the disk. Answers are fresh each time: who wants them remembered knows when to forget them.
import { closeSync, openSync, readdirSync, readFileSync, readSync, statSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { isGlob, parseGlob } from '../cache/glob';
import { walk } from '../cache/walk';
import type { ProjectFiles } from '../spec/projectFiles';

/** The files below `root` (absolute). What cannot be read is as good as missing: nothing here throws. */
export function openDiskFiles(root: string): ProjectFiles {
  return {
    read: (path) => quietly(() => readText(`${root}/${path}`)),
    firstLine: (path) => quietly(() => readFirstLine(`${root}/${path}`)),
    kind(path) {
      const kind = quietly(() => kindOf(`${root}/${path}`)) ?? 'missing';
      if (kind !== 'missing' || !isGlob(path)) return kind;
      return matches(root, path).length > 0 ? 'file' : 'missing';
    },
    list: (directory) => quietly(() => namesIn(`${root}/${directory}`)) ?? [],
    glob: (pattern) => matches(root, pattern),
  };
}

function matches(root: string, pattern: string): readonly string[] {
  const glob = parseGlob(pattern);
  const { base, depth } = glob;
  const found = quietly(() => walk(`${root}/${base}`, { depth, takes: (path) => glob.matches(path) })) ?? [];
  return found.map(({ path }) => (base === '.' ? path : `${base}/${path}`));
}

function readText(path: string): string | undefined {
  const bytes = readFileSync(path);
  return isUtf8(bytes) ? withoutMark(bytes.toString('utf8')) : undefined;
}

/** No header is longer: 64 KiB hold thousands of columns. */
const longestLine = 65_536;

function readFirstLine(path: string): string | undefined {
  // Opening a pipe would wait for whoever writes into it.
  if (!statSync(path).isFile()) return undefined;
  const file = openSync(path, 'r');
  try {
    const bytes = Buffer.allocUnsafe(longestLine);
    const filled = bytes.subarray(0, readSync(file, bytes, 0, longestLine, 0));
    const end = filled.indexOf(0x0a);
    const line = end < 0 ? filled : filled.subarray(0, end);
    if ((end < 0 && filled.length === longestLine) || !isUtf8(line)) return undefined;
    return withoutMark(line.toString('utf8')).replace(/\r$/, '');
  } finally {
    closeSync(file);
  }
}

function kindOf(path: string): 'file' | 'directory' | 'missing' {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return 'missing';
  return stat.isDirectory() ? 'directory' : 'file';
}

function namesIn(directory: string): readonly string[] {
  return readdirSync(directory, { withFileTypes: true })
    .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
    .sort();
}

/** Windows editors put a byte order mark in front of UTF-8; it is no part of the text. */
export function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? text.slice(1) : text;
}

function quietly<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch {
    return undefined;
  }
}
