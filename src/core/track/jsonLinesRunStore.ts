// Runs in a file of JSON lines: the last line of an id counts. Several processes may append at once: a line is one write in
// append mode, which the system does not interleave. A line that a crash cut off is skipped.
import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Run, RunStore } from './run';

/** Above this size the file is rewritten when it is opened and at least half of its lines are outdated. */
const compactAbove = 1 << 20;

/** Opens the store at `path`; the file is made by the first write. Throws what the system throws when it cannot be written. */
export function openJsonLinesRunStore(path: string, compactLimit = compactAbove): RunStore {
  compact(path, compactLimit);
  let file: number | undefined;
  let torn = false;
  return {
    write: (run) => {
      file ??= openForAppending(path);
      // A line that a full disk cut off cannot be taken back, since others append too: the next one starts anew.
      const line = Buffer.from(`${torn ? '\n' : ''}${JSON.stringify(run)}\n`);
      torn = true;
      for (let written = 0; written < line.length;) written += writeSync(file, line, written);
      torn = false;
    },
    list: () => [...latest(readText(path)).values()].sort(newestFirst),
    close: () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** Newest first; a parent, which starts before its children, stays ahead of those of the same millisecond. */
function newestFirst(a: Run, b: Run): number {
  return b.start_time - a.start_time;
}

function openForAppending(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  const file = openSync(path, 'a+');
  const { size } = fstatSync(file);
  const last = Buffer.alloc(1);
  if (size > 0) readSync(file, last, 0, 1, size - 1);
  if (size > 0 && last.toString() !== '\n') writeSync(file, '\n');
  return file;
}

/** In the order in which the ids first appeared. */
function latest(text: string): Map<string, Run> {
  const runs = new Map<string, Run>();
  for (const line of text.split('\n')) {
    const run = parseRun(line);
    if (run !== undefined) runs.set(run.run_id, run);
  }
  return runs;
}

function parseRun(line: string): Run | undefined {
  if (line === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    // Only this store writes the file; a whole line with an id is a run.
    return typeof value === 'object' && value !== null && 'run_id' in value ? (value as Run) : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/**
 * Replaces the file by its latest lines. A line that another process appends between reading and renaming would be lost,
 * so the file is left alone when it grew meanwhile; the moment that remains is closed by recording again from the journal.
 */
function compact(path: string, limit: number): void {
  const text = readText(path);
  if (text.length <= limit) return;
  const kept = [...latest(text).values()].map((run) => `${JSON.stringify(run)}\n`).join('');
  if (kept.length > text.length / 2) return;
  const draft = `${path}.${String(process.pid)}.new`;
  try {
    const file = openSync(draft, 'wx');
    writeSync(file, kept);
    closeSync(file);
    if (readText(path).length === text.length) renameSync(draft, path);
  } catch {
    // A file that cannot be compacted is only larger than it needs to be.
  } finally {
    rmSync(draft, { force: true });
  }
}
