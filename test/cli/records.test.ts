// What is kept of earlier runs: runs, logs, diff, gc.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Run } from '../../src/core/track/run';
import type { Comparison } from '../../src/cli/diff/comparison';
import { makeFolder, removeFolders, useBuiltCli, type Folder } from './fairlead';
import { appears } from './processes';
import { stable, waiting } from './projects';

useBuiltCli();
afterAll(removeFolders);

const spec = `fairlead: 1
name: demo
params: { rate: 0.1 }
steps:
  prepare:
    run: wc -l < data/flights.csv > build/rows.txt
    inputs: [data/flights.csv]
    outputs: [build/rows.txt]
  train:
    run: "echo training with \${{ params.rate }}; sh train.sh \${{ params.rate }}"
    params: [rate]
    inputs: [train.sh, build/rows.txt]
    outputs: [build/model.txt]
    metrics: [build/metrics.json]
`;
const script = 'cat build/rows.txt > build/model.txt\necho "{\\"auc\\": $1}" > build/metrics.json\n';
const project = () => makeFolder({ 'fairlead.yaml': spec, 'train.sh': script, 'data/flights.csv': 'a\nb\nc\n' });

async function runsOf(folder: Folder, ...args: readonly string[]): Promise<readonly Run[]> {
  const { code, stdout } = await folder.fairlead('runs', '--json', ...args);
  expect(code).toBe(0);
  return (JSON.parse(stdout) as { runs: Run[] }).runs;
}

describe('fairlead runs', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = project();
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': spec.replace('rate: 0.1', 'rate: 0.5') });
    await folder.fairlead('run');
  });

  it('lists the runs of tasks, newest first, with their metrics', async () => {
    const { stdout } = await folder.fairlead('runs');
    const rows = stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.replace(/^[0-9a-f]{8}/, '<run>').replace(/ +\d+(\.\d)? m?s +[-\d]+ [:\d]+/, ' N s <time>'));
    expect(rows.map((row) => row.replace(/ {2,}/g, ' '))).toEqual([
      'RUN TASK STATUS TIME STARTED auc',
      '<run> train FINISHED N s <time> 0.5',
      '<run> train FINISHED N s <time> 0.1',
      '<run> prepare FINISHED N s <time>',
    ]);
  });

  it('gives the same as CSV, a column for each param and metric as MLflow names them', async () => {
    const { code, stdout } = await folder.fairlead('runs', '--csv');
    expect(code).toBe(0);
    const [header, newest] = stdout.split('\n');
    expect(header).toBe('run_id,run_name,status,start_time,end_time,params.rate,metrics.auc');
    expect(newest).toMatch(/^[0-9a-f]{32},train,FINISHED,[-\dT:.]+Z,[-\dT:.]+Z,0\.5,0\.5$/);
    expect((await folder.fairlead('runs', '--csv', '--json')).code).toBe(2);
  });

  it('gives the same as JSON, in MLflow’s words', async () => {
    const [newest] = await runsOf(folder);
    expect(newest).toMatchObject({
      run_name: 'train',
      status: 'FINISHED',
      params: { rate: '0.5' },
      metrics: { auc: 0.5 },
    });
    expect(newest?.run_id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('can be asked for a step, for failures, for whole executions', async () => {
    expect((await runsOf(folder, '--step', 'prepare')).map((run) => run.run_name)).toEqual(['prepare']);
    expect(await runsOf(folder, '--failed')).toEqual([]);
    const executions = await runsOf(folder, '--executions');
    expect(executions.map(({ parent_run_id, status }) => ({ parent_run_id, status }))).toEqual([
      { parent_run_id: undefined, status: 'FINISHED' },
      { parent_run_id: undefined, status: 'FINISHED' },
    ]);
  });

  it('says so when there are none', async () => {
    expect((await project().fairlead('runs')).stdout).toBe('No runs are recorded here.\n');
    expect((await folder.fairlead('runs', '--failed')).stdout).toBe('No recorded run is like that.\n');
  });
});

describe('fairlead logs', () => {
  it('prints what a step wrote', async () => {
    const folder = project();
    await folder.fairlead('run');
    expect((await folder.fairlead('logs', 'train')).stdout).toContain('training with 0.1\n');
  });

  it('follows a step until it ends', async () => {
    const folder = makeFolder({
      'fairlead.yaml': waiting.replace('cat gate', 'echo first; cat gate; echo last; echo x'),
    });
    const run = folder.start(['run']);
    await Promise.race([appears(join(folder.root, 'ready')), run.ended]);
    const logs = folder.start(['logs', '-f', 'wait']);
    await logs.says('first');
    writeFileSync(join(folder.root, 'gate'), 'from the gate\n');
    const { code, stdout } = await logs.ended;
    expect(code).toBe(0);
    expect(stdout).toMatch(/first\nfrom the gate\nlast\n/);
    await run.ended;
  });
});

describe('fairlead diff', () => {
  it('tells data, code and model apart, between the last runs and the workspace', async () => {
    const folder = project();
    await folder.fairlead('run');
    expect((await folder.fairlead('diff')).stdout).toBe('From the last runs to the workspace:\nNothing differs.\n');
    folder.write({
      'fairlead.yaml': spec.replace('rate: 0.1', 'rate: 0.5'),
      'train.sh': `# better\n${script}`,
      'data/flights.csv': 'a\n',
    });
    const { stdout } = await folder.fairlead('diff');
    expect(stdout.replace(/[0-9a-f]{8} → [0-9a-f]{8}/g, '<digest> → <digest>').split('\n')).toEqual([
      'From the last runs to the workspace:',
      'prepare',
      '  data',
      '    data/flights.csv  <digest> → <digest>',
      'train',
      '  code',
      '    train.sh    <digest> → <digest>',
      '    command     echo training with 0.1; sh train.sh 0.1 → echo training with 0.5; sh train.sh 0.5',
      '  model',
      '    param rate  0.1 → 0.5',
      '',
    ]);
  });

  it('compares two runs by their ids, metrics with their distance', async () => {
    const folder = project();
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': spec.replace('rate: 0.1', 'rate: 0.5') });
    await folder.fairlead('run');
    const [newest, oldest] = await runsOf(folder, '--step', 'train');
    const { stdout } = await folder.fairlead('diff', oldest!.run_id.slice(0, 8), newest!.run_id.slice(0, 8));
    expect(stdout).toContain('    metric auc          0.1 → 0.5 (+0.4)\n');
    const asJson = await folder.fairlead('diff', oldest!.run_id, newest!.run_id, '--json');
    expect((JSON.parse(asJson.stdout) as Comparison).tasks[0]?.differences).toContainEqual({
      level: 'model',
      kind: 'metric',
      name: 'auc',
      from: 0.1,
      to: 0.5,
    });
  });

  it('says when it knows no such run', async () => {
    const folder = project();
    await folder.fairlead('run');
    const { code, stderr } = await folder.fairlead('diff', 'nothing');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'No run, task or step is called "nothing"; "fairlead runs" lists the runs.\n',
    });
  });
});

describe('fairlead gc', () => {
  it('removes what no lock names, and what is left still restores', async () => {
    const folder = project();
    for (const rate of ['0.1', '0.2', '0.3']) {
      folder.write({ 'fairlead.yaml': spec.replace('rate: 0.1', `rate: ${rate}`) });
      await folder.fairlead('run');
    }
    expect((await folder.fairlead('gc')).stdout).toMatch(/^Nothing to remove: /);
    const would = await folder.fairlead('gc', '--keep', '0', '--dry-run', '--json');
    const found = JSON.parse(would.stdout) as { objects: number; results: number; dryRun: boolean };
    expect(found).toMatchObject({ results: 2, dryRun: true });
    expect(found.objects).toBeGreaterThan(0);
    const { stdout } = await folder.fairlead('gc', '--keep', '0');
    expect(stdout).toMatch(/^Removed \d cached files \(.*\); 2 earlier results can no longer be restored\.\n$/);
    expect(stdout).toContain(`Removed ${found.objects} `);
    expect((await folder.fairlead('gc', '--keep', '0')).stdout).toMatch(/^Nothing to remove: /);
    writeFileSync(join(folder.root, 'build/model.txt'), 'spoilt');
    expect(stable((await folder.fairlead('run')).stdout)).toContain('restored  train');
    expect(folder.read('build/model.txt').trim()).toBe('3');
  });

  it('leaves a folder without a cache as it is', async () => {
    const folder = project();
    expect((await folder.fairlead('gc', '--dry-run')).code).toBe(0);
    expect(existsSync(join(folder.root, '.fairlead'))).toBe(false);
  });
});
