// The journal: what a crash cut off does no harm, and what nobody asks for any more goes.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compactJournal } from '../../../src/core/run/compactJournal';
import type { Outcome, RunEvent } from '../../../src/core/run/events';
import { interruptedTasks, openJournal, readJournal } from '../../../src/core/run/journal';
import { TestProject } from './testProject';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-journal-'));
  path = join(folder, 'sub/journal.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const execution = (name: string): RunEvent => ({
  type: 'execution-started',
  time: 0,
  execution: name,
  pipeline: 'p',
  specFile: 'fairlead.yaml',
  specDigest: 'sha256:0',
  tasks: [],
  pid: 1,
  host: 'h',
});
const done = (name: string): RunEvent => ({
  type: 'execution-ended',
  time: 0,
  execution: name,
  outcome: { kind: 'succeeded' },
});
const started = (task: string, attemptId = 'x'): RunEvent => ({
  type: 'task-started',
  time: 0,
  task,
  step: task,
  attempt: 1,
  attemptId,
  matrix: {},
  params: {},
  command: 'true',
  reasons: [],
  log: 'log',
  outputs: [],
});
const ended = (task: string, outcome: Outcome = { kind: 'succeeded' }, attemptId = 'x'): RunEvent => ({
  type: 'task-ended',
  time: 0,
  task,
  attempt: 1,
  attemptId,
  outcome,
  usage: { wallMs: 1 },
  metrics: {},
  willRetry: false,
});
const skipped = (task: string, why: 'fresh' | 'cancelled'): RunEvent => ({ type: 'task-skipped', time: 0, task, why });
const interrupted: Outcome = { kind: 'failed', failure: { kind: 'interrupted' } };

function write(...events: readonly RunEvent[]): void {
  const journal = openJournal(path);
  if (!journal.ok) throw new Error(journal.error.message);
  for (const event of events) expect(journal.value.append(event).ok).toBe(true);
  journal.value.close();
}

const lines = () =>
  readJournal(path).map((event) =>
    'attemptId' in event
      ? `${event.type} ${event.attemptId}`
      : 'execution' in event
        ? `${event.type} ${event.execution}`
        : event.type,
  );

describe('a journal', () => {
  it('gives back what was written, over several openings', () => {
    write(execution('a'), started('t'));
    write(ended('t'), done('a'));
    expect(readJournal(path)).toEqual([execution('a'), started('t'), ended('t'), done('a')]);
  });

  it('that does not exist is empty', () => {
    expect(readJournal(path)).toEqual([]);
  });

  it('loses only the line that was cut off', () => {
    write(execution('a'), started('t'));
    appendFileSync(path, '{"type":"task-en');
    expect(readJournal(path)).toHaveLength(2);
    write(done('a'));
    expect(readJournal(path)).toEqual([execution('a'), started('t'), done('a')]);
  });

  it('is read past lines that are no events', () => {
    write(execution('a'));
    appendFileSync(path, '\n42\nnull\n{}\n"text"\n');
    expect(readJournal(path)).toEqual([execution('a')]);
  });

  it.runIf(process.getuid?.() === 0)('holds whole lines alone, even where the disk is full', () => {
    const small = TestProject.onSmallDisk('64k');
    try {
      const journal = openJournal(small.path('journal.jsonl'));
      if (!journal.ok) throw new Error(journal.error.message);
      let written = 0;
      while (journal.value.append(execution(String(written))).ok) written += 1;
      expect(written).toBeGreaterThan(50);
      expect(small.read('journal.jsonl')?.endsWith('}\n')).toBe(true);
      expect(readJournal(small.path('journal.jsonl'))).toHaveLength(written);
      journal.value.close();
    } finally {
      small.dispose();
    }
  });

  it('says where it cannot be written', () => {
    writeFileSync(join(folder, 'sub'), 'a file');
    expect(openJournal(path)).toMatchObject({ ok: false, error: { path } });
  });
});

describe('interrupted tasks', () => {
  it.each<[string, readonly RunEvent[], readonly string[]]>([
    ['started and never ended', [started('t')], ['t']],
    ['closed as interrupted', [started('t'), ended('t', interrupted)], ['t']],
    ['ended', [started('t'), ended('t')], []],
    ['failed on their own', [started('t'), ended('t', { kind: 'failed', failure: { kind: 'exit', exitCode: 1 } })], []],
    ['interrupted, then run again', [started('t'), ended('t', interrupted), started('t'), ended('t')], []],
    ['interrupted, then found fresh', [started('t'), ended('t', interrupted), skipped('t', 'fresh')], []],
    ['interrupted, then not reached', [started('t'), ended('t', interrupted), skipped('t', 'cancelled')], ['t']],
  ])('are those %s', (_, events, expected) => {
    expect([...interruptedTasks(events)]).toEqual(expected);
  });
});

describe('compaction', () => {
  it('keeps the last execution, and of older ones how each task went last', () => {
    write(
      execution('1'),
      started('a', 'a1'),
      ended('a', undefined, 'a1'),
      started('b', 'b1'),
      ended('b', undefined, 'b1'),
      done('1'),
    );
    write(execution('2'), skipped('a', 'fresh'), started('b', 'b2'), ended('b', undefined, 'b2'), done('2'));
    write(execution('3'), skipped('a', 'fresh'), skipped('b', 'fresh'), done('3'));
    for (let i = 4; i < 20; i += 1)
      write(execution(String(i)), skipped('a', 'fresh'), started('c'), ended('c'), done(String(i)));
    compactJournal(path, 0);
    expect(lines()).toEqual([
      ...['execution-started 1', 'task-started a1', 'task-ended a1', 'execution-ended 1'],
      ...['execution-started 2', 'task-started b2', 'task-ended b2', 'execution-ended 2'],
      ...['execution-started 19', 'task-skipped', 'task-started x', 'task-ended x', 'execution-ended 19'],
    ]);
  });

  it('leaves alone what is small or would hardly shrink', () => {
    write(execution('1'), started('a'), ended('a'), done('1'));
    const before = readFileSync(path, 'utf8');
    compactJournal(path, 0);
    compactJournal(join(folder, 'none'), 0);
    expect(readFileSync(path, 'utf8')).toBe(before);
    for (let i = 0; i < 10; i += 1) write(execution('2'), started('a'), ended('a'), done('2'));
    const { size } = statSync(path);
    compactJournal(path, size);
    expect(statSync(path).size).toBe(size);
  });
});
