// examples/wine-sklearn with real libraries, where the Python package index is reached.
import { afterAll, beforeAll, expect, test, type TestContext } from 'vitest';
import { Example, type Said } from './example';

let wine: Example;
let installed: Said;
beforeAll(async () => {
  wine = await Example.copy('wine-sklearn');
  installed = await install();
}, 600_000);
afterAll(() => {
  wine.remove();
});

test('its spec has no problem', async () => {
  expect(await wine.fairlead('check')).toMatchObject({ code: 0 });
});

test('runs, picks the scaled model and logs each run with mlflow', async (context) => {
  needsPackages(context);
  const run = await wine.fairlead('run');
  expect(run).toMatchObject({ code: 0 });
  const metrics = wine.json('build/metrics.json') as { accuracy: number; baseline: { accuracy: number } };
  expect(metrics.accuracy).toBeGreaterThan(0.9);
  expect(metrics.baseline.accuracy).toBe(0.4);
  const { output } = await wine.run('.venv/bin/python', '-c', countRuns);
  expect(output).toContain('runs: 4');
}, 300_000);

const countRuns = `
import os
os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
import mlflow
mlflow.set_tracking_uri("mlruns")
print("runs:", len(mlflow.search_runs(experiment_names=["wine"])))
`;

async function install(): Promise<Said> {
  const made = await wine.run('python3', '-m', 'venv', '.venv');
  if (made.code !== 0) return made;
  return wine.run('.venv/bin/pip', 'install', '--quiet', '--retries', '1', '-r', 'requirements.txt');
}

/** No network, no venv, an older Python: said, not failed. */
function needsPackages({ skip }: TestContext): void {
  if (installed.code !== 0)
    skip(`its packages cannot be installed here: ${installed.output.trim().split('\n').at(-1) ?? ''}`);
}
