// kill -9 at 50 moments of a run: the next run ends as if nothing had happened.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import type { Run } from '../../src/core/track/run';
import { makeFolder, removeFolders, useBuiltCli, type Folder } from './fairlead';
import { processesIn } from './processes';

useBuiltCli();
afterAll(removeFolders);

/** KILLS=500 SEED=7 looks longer, elsewhere. */
const kills = Number(process.env.KILLS ?? 50);
const seed = Number(process.env.SEED ?? 20261121);

/** Every kind of output, each written in two halves with time between them: one that is cut off would differ. */
const spec = `fairlead: 1
name: killed
params:
  rows: 4
steps:
  prepare:
    run: seq 2 > build/rows.txt; sleep 0.03; seq 3 \${{ params.rows }} >> build/rows.txt
    params: [rows]
    outputs: [build/rows.txt]
  train:
    matrix: { rate: [1, 2, 3] }
    run: >-
      mkdir -p \${{ outputs.model }}; echo half > \${{ outputs.model }}/a; sleep 0.03;
      cat build/rows.txt > \${{ outputs.model }}/b; echo score: \${{ matrix.rate }} > build/\${{ matrix.key }}/scores.yaml
    inputs: [build/rows.txt]
    outputs: { model: "build/\${{ matrix.key }}/model" }
    metrics: ["build/\${{ matrix.key }}/scores.yaml"]
  select:
    pick: { from: train, by: metrics.score, best: max, output: model, as: build/best }
  report:
    run: "printf 'best: ' > build/report.txt; sleep 0.02; cat build/best/b >> build/report.txt"
    inputs: [build/best]
    outputs: [build/report.txt]
`;

it.runIf(process.platform === 'linux')(
  `a run killed at ${kills} moments is completed by the next one`,
  async () => {
    const begun = performance.now();
    const first = makeFolder({ 'fairlead.yaml': spec });
    await first.fairlead('run', '--jobs', '2');
    const lasts = performance.now() - begun;
    const undisturbed = await completed(first);
    const random = mulberry32(seed);
    for (let killed = 0; killed < kills;) {
      const folder = makeFolder({ 'fairlead.yaml': spec });
      const moment = random() * lasts;
      if (!(await killedAt(folder, moment))) continue;
      killed += 1;
      const where = `kill ${killed}, after ${moment.toFixed(0)} ms; journal: ${journal(folder)}`;
      expect(await completed(folder), where).toEqual(undisturbed);
      expect(processesIn(folder.root), where).toEqual([]);
      removeFolders();
    }
  },
  12_000 * kills,
);

/** Whether the kill came before the end. */
async function killedAt(folder: Folder, milliseconds: number): Promise<boolean> {
  const { child, ended } = folder.start(['run', '--jobs', '2']);
  await Promise.race([delay(milliseconds), ended]);
  child.kill('SIGKILL');
  // The output pipes stay open while a step of the killed run lives; only the process itself is waited for.
  return (await ended).signal === 'SIGKILL';
}

/** Runs to the end; everything that must not depend on what happened before. */
async function completed(folder: Folder) {
  const { code, stdout, stderr } = await folder.fairlead('run', '--jobs', '2');
  expect(code, `${stdout}${stderr}`).toBe(0);
  const runs = JSON.parse((await folder.fairlead('runs', '--json', '--limit', '1000')).stdout) as { runs: Run[] };
  const again = await folder.fairlead('run');
  expect(again.stdout).toMatch(/^Everything is fresh/);
  return {
    outputs: filesBelow(folder.root, 'build'),
    lock: folder.read('fairlead.lock'),
    runs: finished(runs.runs),
    unfinished: runs.runs.filter(({ status }) => status === 'RUNNING'),
  };
}

/** What was recorded of tasks that ended well, without times and names of attempts. */
function finished(runs: readonly Run[]) {
  return runs
    .filter(({ status, tags }) => status === 'FINISHED' && tags['fairlead.task'] !== undefined)
    .map(({ params, metrics, tags }) => ({
      task: tags['fairlead.task'],
      fingerprint: tags['fairlead.fingerprint'],
      params,
      metrics,
    }))
    .sort((one, other) => (String(one.task) < String(other.task) ? -1 : 1));
}

function filesBelow(root: string, folder: string): Readonly<Record<string, string>> {
  const names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).sort();
  const files = names.filter((name) => statSync(join(root, folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(root, folder, name), 'utf8')]));
}

function journal(folder: Folder): string {
  const path = '.fairlead/pipelines/fairlead/journal.jsonl';
  if (!folder.exists(path)) return 'none yet';
  const types = folder
    .read(path)
    .trimEnd()
    .split('\n')
    .map((line) => /"type":"([^"]*)"/.exec(line)?.[1] ?? 'torn');
  return types.join(' ');
}

/** A small seeded generator, so that a failure can be repeated: https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function mulberry32(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
