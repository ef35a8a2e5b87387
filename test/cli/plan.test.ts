// How a plan reads: what is alike is one line, what only waits is told apart from what runs for certain.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli, type Folder } from './fairlead';

useBuiltCli();
afterAll(removeFolders);

const spec = `fairlead: 1
params: { seed: 1 }
steps:
  prepare:
    run: echo \${{ params.seed }} > build/data
    params: [seed]
    outputs: [build/data]
  train:
    matrix: { rate: [1, 2, 3, 4] }
    run: cat build/data > build/models/\${{ matrix.key }}.txt
    inputs: [build/data]
    outputs: ['build/models/\${{ matrix.key }}.txt']
  collect:
    run: cat build/models/*.txt > build/all
    inputs: ['build/models/*.txt']
    outputs: [build/all]
`;

async function plan(folder: Folder, ...args: readonly string[]): Promise<readonly string[]> {
  const { code, stdout, stderr } = await folder.fairlead('plan', ...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout.trimEnd().split('\n');
}

describe('fairlead plan', () => {
  let folder: Folder;
  beforeAll(async () => {
    folder = makeFolder({ 'fairlead.yaml': spec });
    expect(await plan(folder)).toEqual([
      'run      prepare          never ran',
      'run      train (4 tasks)  never ran',
      'run      collect          never ran',
      '6 tasks to run.',
    ]);
    expect((await folder.fairlead('run')).code).toBe(0);
  });

  it('says that everything is fresh', async () => {
    expect(await plan(folder)).toEqual(['Everything is fresh: 6 tasks.']);
  });

  it('tells what runs from what runs only when something new comes to it', async () => {
    folder.write({ 'fairlead.yaml': spec.replace('seed: 1', 'seed: 2') });
    expect(await plan(folder)).toEqual([
      'run      prepare          param seed 1 → 2',
      'maybe    train (4 tasks)  waits for prepare',
      'maybe    collect          waits for train',
      '1 task to run, 5 maybe.',
    ]);
    folder.write({ 'fairlead.yaml': spec });
  });

  it('takes tasks of a matrix together that differ in their paths alone', async () => {
    rmSync(join(folder.root, 'build/models'), { recursive: true });
    expect(await plan(folder, '--only', 'train')).toEqual([
      'restore  train (4 tasks)  output missing: build/models/*.txt',
      '0 tasks to run, 4 to restore.',
    ]);
    await folder.fairlead('run');
  });

  it('names the one task that differs from the others of its step', async () => {
    folder.write({ 'build/models/rate=3.txt': 'spoilt' });
    expect((await plan(folder, '--only', 'train'))[0]).toBe(
      'restore  train[rate=3]  output changed: build/models/rate=3.txt',
    );
    await folder.fairlead('run');
  });

  it('lists each task with --all', async () => {
    expect(await plan(folder, '--all')).toEqual([
      'fresh    prepare',
      ...[1, 2, 3, 4].map((rate) => `fresh    train[rate=${rate}]`),
      'fresh    collect',
      'Everything is fresh: 6 tasks.',
    ]);
  });

  it('says what to do about a spec without steps', async () => {
    expect(await plan(makeFolder({ 'fairlead.yaml': 'fairlead: 1\n' }))).toEqual([
      'The spec has no steps yet: add one under `steps`.',
    ]);
  });
});
