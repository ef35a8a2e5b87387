// The table of runs in the width there is.
import { describe, expect, it } from 'vitest';
import type { Output } from '../../../src/cli/output';
import { runsCsv } from '../../../src/cli/show/runsCsv';
import { showRuns } from '../../../src/cli/show/runsTable';
import type { Run } from '../../../src/core/track/run';

const noon = new Date(2026, 10, 21, 12, 0, 0).getTime();
const day = 24 * 60 * 60 * 1000;

function run(run_name: string, metrics: Run['metrics'], start_time = noon): Run {
  const about = { run_id: '0123456789abcdef0123456789abcdef', experiment: 'e', params: {}, tags: {} };
  return { ...about, run_name, metrics, status: 'FINISHED', start_time, end_time: start_time + 2000 };
}

/** The lines on a terminal that is so wide, or in a pipe. */
function lines(runs: readonly Run[], columns: number | 'pipe'): readonly string[] {
  let text = '';
  const isPipe = columns === 'pipe';
  const out: Output = {
    write: (more) => void (text += more),
    live: !isPipe,
    columns: isPipe ? 80 : columns,
    rows: 24,
    onResize: () => () => undefined,
    paint: (_, words) => words,
    closed: new AbortController().signal,
  };
  showRuns(runs, noon + 1000, out);
  return text.trimEnd().split('\n');
}

const many = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`own_${index}`, index]));
const runs = [
  run('evaluate', { ...many, auc: 0.75 }),
  run('train', { auc: 0.7, loss: 0.5 }),
  run('old', {}, noon - day),
];

describe('the table of runs', () => {
  it('gives columns to the metrics that most runs have, as many as fit, and counts the others', () => {
    expect(lines(runs, 80)).toEqual([
      'RUN       TASK      STATUS    TIME   STARTED     auc   own_0  own_1  own_2  MORE',
      '01234567  evaluate  FINISHED  2.0 s  12:00:00    0.75  0      1      2      +17',
      '01234567  train     FINISHED  2.0 s  12:00:00    0.7                        +1',
      '01234567  old       FINISHED  2.0 s  2026-11-20',
      'More metrics than fit here; --csv and --json have them all.',
    ]);
  });

  it.each([20, 40, 60, 80, 100, 400])('never makes a line wider than %i columns', (columns) => {
    const table = lines(runs, columns).filter((line) => !line.startsWith('More metrics'));
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(table).toHaveLength(4);
  });

  it('shows all of them where they fit', () => {
    const [head = '', ...rows] = lines(runs, 400);
    expect(head.endsWith('own_19  loss')).toBe(true);
    expect(rows.join('\n')).not.toContain('More metrics');
  });

  it('writes whole times into a pipe', () => {
    expect(lines(runs, 'pipe')[3]).toBe('01234567  old       FINISHED  2.0 s  2026-11-20 12:00:00');
  });
});

describe('runs as CSV', () => {
  it('puts into quotes what has commas and quotes', () => {
    const odd: Run = { ...run('train[rate=1,depth="2"]', { auc: 1 }), params: { text: 'a\nb' } };
    expect(runsCsv([odd]).split('\n').slice(1).join('\n')).toMatch(/,"train\[rate=1,depth=""2""\]",.*,"a\nb",1\n$/s);
  });
});
