// The journal of a pipeline: every event of every execution, a JSON line each, appended in order. What must not be lost
// when the power fails is on the disk before the next thing happens. A line that was cut off is skipped when reading.
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import type { TaskId } from '../plan/task';
import type { RunEvent } from './events';
import { attemptIo } from './ioFailure';

/** The writing end of a journal; only the holder of the writer lock may have one. */
export interface Journal {
  /** Appends a line, whole or not at all. */
  append(event: RunEvent): Result<void, IoFailure>;
  close(): void;
}

/**
 * Whether the next step relies on the line being on the disk. A success is durable by its `task-publishing`, which says all
 * that its end would: when only the end is lost, the next start writes it again.
 */
function isDurable(event: RunEvent): boolean {
  if (event.type === 'task-ended') return event.outcome.kind !== 'succeeded';
  return event.type === 'task-publishing' || event.type === 'execution-ended';
}

/** Opens a journal for appending, and makes it when there is none. */
export function openJournal(path: string): Result<Journal, IoFailure> {
  return attemptIo(path, () => {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(path, 'a+');
    endTornLine(file);
    return {
      append: (event) =>
        attemptIo(path, () => {
          appendLine(file, event);
        }),
      close: () => {
        closeSync(file);
      },
    };
  });
}

/** The events of a journal, oldest first; none when there is no journal. Lines that cannot be read are left out. */
export function readJournal(path: string): readonly RunEvent[] {
  return parseJournal(readText(path));
}

/** The events of a journal's text. */
export function parseJournal(text: string): readonly RunEvent[] {
  return text.split('\n').flatMap((line) => parseLine(line) ?? []);
}

/**
 * Tasks whose last attempt was cut off by the end of its process: still without an end, or closed as `interrupted` by the
 * next start.
 */
export function interruptedTasks(events: readonly RunEvent[]): ReadonlySet<TaskId> {
  const interrupted = new Set<TaskId>();
  for (const event of events) {
    if (event.type === 'task-started') interrupted.add(event.task);
    // From here on the attempt is finished by the next start, not undone.
    else if (event.type === 'task-publishing') interrupted.delete(event.task);
    else if (event.type === 'task-skipped') {
      if (event.why === 'fresh' || event.why === 'restored') interrupted.delete(event.task);
    } else if (event.type === 'task-ended' && !wasInterrupted(event)) interrupted.delete(event.task);
  }
  return interrupted;
}

function wasInterrupted({ outcome }: Extract<RunEvent, { type: 'task-ended' }>): boolean {
  return outcome.kind === 'failed' && outcome.failure.kind === 'interrupted';
}

function appendLine(file: number, event: RunEvent): void {
  const before = fstatSync(file).size;
  const line = Buffer.from(`${JSON.stringify(event)}\n`);
  try {
    // A full disk may take only a part, without an error on the first write.
    for (let written = 0; written < line.length;) written += writeSync(file, line, written);
    if (isDurable(event)) fdatasyncSync(file);
  } catch (error) {
    ftruncateSync(file, before);
    throw error;
  }
}

/** A line that a crash cut off is closed, so that the next one stands on its own. */
function endTornLine(file: number): void {
  const { size } = fstatSync(file);
  if (size === 0) return;
  const last = Buffer.alloc(1);
  readSync(file, last, 0, 1, size - 1);
  if (last.toString() !== '\n') writeSync(file, '\n');
}

function parseLine(line: string): RunEvent | undefined {
  if (line === '') return undefined;
  try {
    const value: unknown = JSON.parse(line);
    // Only this program writes the journal; what is whole JSON and has a type is one of its events.
    return typeof value === 'object' && value !== null && 'type' in value ? (value as RunEvent) : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string {
  const text = attemptIo(path, () => readFileSync(path, 'utf8'));
  return text.ok ? text.value : '';
}
