// examples/flights from a clone to its figures: what its README says is what comes out.
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Example } from './example';

let flights: Example;
beforeAll(async () => {
  flights = await Example.copy('flights');
});
afterAll(() => {
  flights.remove();
});

interface Metrics {
  readonly auc: number;
  readonly log_loss: number;
  readonly f1: number;
  readonly recall: number;
  readonly precision: number;
}

const states = async (): Promise<Record<string, string>> => {
  const { output } = await flights.fairlead('plan', '--json');
  const { tasks } = JSON.parse(output) as { tasks: { task: string; verdict: string }[] };
  return Object.fromEntries(tasks.map(({ task, verdict }) => [task, verdict]));
};

test('its spec has no problem', async () => {
  expect(await flights.fairlead('check')).toMatchObject({ code: 0 });
});

test('runs from nothing and gives the figures of its README', async () => {
  const run = await flights.fairlead('run');
  expect(run.output).not.toMatch(/error/i);
  expect(run.code).toBe(0);
  const { baseline, baseline_by_hour: byHour, ...model } = flights.json('build/metrics.json');
  const row = (name: string): string | undefined => rowOf(flights.read('README.md'), name);
  expect(row('model')).toBe(figures(model as unknown as Metrics));
  expect(row('by hour')).toBe(figures(byHour as Metrics));
  expect(row('overall share')).toBe(figures(baseline as Metrics));
}, 120_000);

test('the model is better than both baselines, on days that it has not seen', () => {
  const { baseline, baseline_by_hour: byHour, ...model } = flights.json('build/metrics.json');
  for (const other of [baseline, byHour] as Metrics[]) {
    expect(model.auc).toBeGreaterThan(other.auc);
    expect(model.log_loss).toBeLessThan(other.log_loss);
  }
  const [trained, judged] = ['train', 'test'].map((name) => daysOf(flights.read(`build/tables/${name}.csv`)));
  expect(Math.max(...(trained ?? []))).toBeLessThan(Math.min(...(judged ?? [])));
});

test('afterwards everything is fresh, and a second run does nothing', async () => {
  expect(new Set(Object.values(await states()))).toEqual(new Set(['fresh']));
  const lock = flights.read('fairlead.lock');
  expect((await flights.fairlead('run')).code).toBe(0);
  expect(flights.read('fairlead.lock')).toBe(lock);
});

test('the table is the one that its provenance names', async () => {
  const { createHash } = await import('node:crypto');
  const digest = createHash('sha256')
    .update(readFileSync(`${flights.folder}/data/flights.csv`))
    .digest('hex');
  expect(flights.read('data/PROVENANCE.md')).toContain(digest);
});

/** The cells of the README's row, joined: `0.716 0.414 …`. */
function rowOf(text: string, name: string): string | undefined {
  const cells = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  return cells
    .find(([, first]) => first === name)
    ?.slice(2, -1)
    .map(Number)
    .join(' ');
}

function figures({ auc, log_loss, f1, recall, precision }: Metrics): string {
  return [auc, log_loss, f1, recall, precision].map((figure) => Number(figure.toFixed(3))).join(' ');
}

function daysOf(csv: string): number[] {
  return csv
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => Date.parse(line.slice(0, 10)));
}
