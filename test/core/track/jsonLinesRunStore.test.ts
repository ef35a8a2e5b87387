// Runs in a file: the last word on each counts, whoever wrote it and however the line before ended.
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openJsonLinesRunStore } from '../../../src/core/track/jsonLinesRunStore';
import type { Run } from '../../../src/core/track/run';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fairlead-runs-'));
  path = join(folder, 'state/runs.jsonl');
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

const run = (run_id: string, start_time: number, status: Run['status'] = 'FINISHED'): Run => ({
  run_id,
  run_name: run_id,
  experiment: 'e',
  status,
  start_time,
  params: {},
  metrics: {},
  tags: {},
});

function write(...runs: readonly Run[]): void {
  const store = openJsonLinesRunStore(path);
  for (const each of runs) store.write(each);
  store.close();
}

const listed = () => openJsonLinesRunStore(path).list();

describe('a run store', () => {
  it('lists the newest first, each once as it was written last', () => {
    write(run('a', 1, 'RUNNING'), run('b', 2));
    write(run('a', 1));
    expect(listed()).toEqual([run('b', 2), run('a', 1)]);
  });

  it('without a file is empty and makes none', () => {
    expect(listed()).toEqual([]);
    expect(statSync(path, { throwIfNoEntry: false })).toBeUndefined();
  });

  it('goes on after a line that was cut off', () => {
    write(run('a', 1));
    appendFileSync(path, '{"run_id":"b","sta');
    write(run('c', 3));
    expect(listed()).toEqual([run('c', 3), run('a', 1)]);
  });

  it('takes what two writers append by turns', () => {
    const [one, two] = [openJsonLinesRunStore(path), openJsonLinesRunStore(path)];
    for (let i = 0; i < 50; i += 1) (i % 2 === 0 ? one : two).write(run(String(i), i));
    one.close();
    two.close();
    expect(listed().map(({ start_time }) => start_time)).toEqual(Array.from({ length: 50 }, (_, i) => 49 - i));
  });

  it('drops outdated lines when it is opened, once they are the larger part', () => {
    write(run('a', 1), ...Array.from({ length: 20 }, () => run('b', 2, 'RUNNING')), run('b', 2));
    const before = listed();
    expect(openJsonLinesRunStore(path, 100).list()).toEqual(before);
    expect(readFileSync(path, 'utf8').trim().split('\n')).toHaveLength(2);
  });
});
