import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunEvent } from '../../src/core/run/events';
import { makeFolder, removeFolders, useBuiltCli } from './fairlead';
import { stable, twoSteps } from './projects';

useBuiltCli();
afterAll(removeFolders);

const lines = (text: string) => stable(text).trimEnd().split('\n');

describe('fairlead run', () => {
  it('runs everything the first time, then nothing', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    const first = await folder.fairlead('run');
    expect({ ...first, stdout: lines(first.stdout) }).toEqual({
      code: 0,
      signal: null,
      stderr: '',
      stdout: [
        'start     prepare  never ran',
        'done      prepare  N s',
        'start     train  never ran',
        'done      train  N s',
        '2 ran in N s.',
      ],
    });
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.1\n');
    const second = await folder.fairlead('run');
    expect(lines(second.stdout)).toEqual(['Everything is fresh: 2 tasks.']);
    expect(second.code).toBe(0);
  });

  it('runs again only what depends on a changed param, and says why', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': twoSteps.replace('rate: 0.1', 'rate: 0.5') });
    expect(lines((await folder.fairlead('run')).stdout)).toEqual([
      'start     train  param rate 0.1 → 0.5',
      'done      train  N s',
      '1 ran, 1 fresh in N s.',
    ]);
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.5\n');
  });

  it('restores what the cache still holds', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': twoSteps.replace('rate: 0.1', 'rate: 0.5') });
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': twoSteps });
    expect(lines((await folder.fairlead('run')).stdout)).toEqual([
      'restored  train  its outputs were in the cache',
      '0 ran, 1 restored, 1 fresh in N s.',
    ]);
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.1\n');
  });

  it('links what it restores to the cache, read-only, where it is told to', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    rmSync(join(folder.root, 'build/model.txt'));
    await folder.fairlead('run', '--hardlinks');
    const { nlink, mode } = statSync(join(folder.root, 'build/model.txt'));
    expect({ nlink, writable: (mode & 0o222) !== 0 }).toEqual({ nlink: 2, writable: false });
    // The next run of the step replaces the link, and the cache keeps what it had.
    folder.write({ 'fairlead.yaml': twoSteps.replace('rate: 0.1', 'rate: 0.5') });
    await folder.fairlead('run');
    folder.write({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.1\n');
  });

  it('names the line, the end of the log and the way to go on when a step fails', async () => {
    const folder = makeFolder({
      'fairlead.yaml': twoSteps.replace('(cat build', 'echo the disk of the GPU is on fire; exit 3; (cat build'),
    });
    const { code, stdout, stderr } = await folder.fairlead('run', '--jobs', '1');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(lines(stdout)).toEqual([
      'start     prepare  never ran',
      'done      prepare  N s',
      'start     train  never ran',
      'failed    train  N s',
      'fairlead.yaml:11:3: error: The command failed with exit code 3. Its log says why. [train]',
      'The log of train ends with:',
      '│ the disk of the GPU is on fire',
      '│ fairlead: The command failed with exit code 3. Its log says why.',
      expect.stringMatching(/^Log: \.fairlead\/pipelines\/fairlead\/logs\/.*train/),
      '',
      '1 failed, 1 ran in N s.',
      'To go on once it is repaired: fairlead run --jobs 1',
    ]);
    expect(folder.exists('build/model.txt')).toBe(false);
  });

  it('points at the line of a Python script that raised', async () => {
    const folder = makeFolder({
      'steps/train.py': 'def fit(rate):\n    raise ValueError(f"bad rate {rate}")\n\nfit(0)\n',
      'fairlead.yaml':
        'fairlead: 1\nname: py\nsteps:\n  train:\n    run: python3 steps/train.py\n    inputs: [steps/train.py]\n    outputs: [model.txt]\n',
    });
    const { code, stdout } = await folder.fairlead('run');
    expect(code).toBe(1);
    expect(lines(stdout)).toContain('steps/train.py:2: error: ValueError: bad rate 0 [train]');
  });

  it('shows problem paths from where the user stands', async () => {
    const folder = makeFolder({ 'sub/fairlead.yaml': twoSteps.replace('(cat', 'exit 1; (cat') });
    const { stdout } = await folder.fairlead('run', '-f', 'sub/fairlead.yaml');
    expect(lines(stdout)).toContain(
      'sub/fairlead.yaml:11:3: error: The command failed with exit code 1. Its log says why. [train]',
    );
    expect(lines(stdout).at(-1)).toBe('To go on once it is repaired: fairlead run --file sub/fairlead.yaml');
  });

  it('goes on past a failure with --keep-going, and skips what needs it', async () => {
    const folder = makeFolder({
      'fairlead.yaml': `${twoSteps.replace('seq', 'exit 1; seq')}  other:\n    run: echo 1 > other.txt\n    outputs: [other.txt]\n`,
    });
    const { code, stdout } = await folder.fairlead('run', '--keep-going', '--jobs', '1');
    expect(code).toBe(1);
    expect(lines(stdout)).toEqual(
      expect.arrayContaining([
        'skipped   train  something it needs failed',
        'done      other  N s',
        '1 failed, 1 ran, 1 skipped in N s.',
      ]),
    );
  });

  it('runs named steps with what they need, and --only without', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    expect(lines((await folder.fairlead('run', 'prepare')).stdout).at(-1)).toBe('1 ran in N s.');
    expect(lines((await folder.fairlead('run', '--only', 'train')).stdout).at(-1)).toBe('1 ran in N s.');
  });

  it('forces everything, or the steps that are named', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    expect(lines((await folder.fairlead('run', '--force', 'train')).stdout).at(-1)).toBe('2 ran in N s.');
    expect(lines((await folder.fairlead('run', '--force=prepare')).stdout)).toContain('start     prepare  forced');
  });

  it('writes every event as a line of JSON', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    const { stdout } = await folder.fairlead('run', '--json');
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as RunEvent);
    expect(events.map((event) => ('task' in event ? `${event.type} ${event.task}` : event.type))).toEqual([
      'execution-started',
      'task-started prepare',
      'task-publishing prepare',
      'task-ended prepare',
      'task-started train',
      'task-publishing train',
      'task-ended train',
      'execution-ended',
    ]);
  });

  it('only says what it would do with --dry-run', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    const { code, stdout } = await folder.fairlead('run', '--dry-run');
    expect(code).toBe(0);
    expect(lines(stdout)).toEqual(['run      prepare  never ran', 'run      train    never ran', '2 tasks to run.']);
    expect([folder.exists('build'), folder.exists('fairlead.lock')]).toEqual([false, false]);
  });

  it('says which program is missing', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps.replace('seq ', 'pythonn ') });
    const { code, stdout } = await folder.fairlead('run');
    expect(code).toBe(1);
    expect(stdout).toMatch(/fairlead\.yaml:7:3: error: The command 'pythonn' was not found\. Install it.*\[prepare\]/);
  });

  it('says which output a step did not write', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps.replace('> build/rows.txt\n', '> /dev/null\n') });
    const { code, stdout } = await folder.fairlead('run');
    expect(code).toBe(1);
    expect(stdout).toContain('did not write build/rows.txt');
  });
});
