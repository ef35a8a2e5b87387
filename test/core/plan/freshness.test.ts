import { describe, expect, it } from 'vitest';
import type { PipelineText, StepText } from './pipelineOf';
import { World } from './world';

const prepare: StepText = { run: 'python prepare.py', inputs: ['prepare.py', 'data.csv'], outputs: ['train.csv'] };
const train: StepText = {
  run: 'python train.py',
  inputs: ['train.py', 'train.csv'],
  outputs: ['model.bin'],
  params: ['train'],
  env: { A: '1' },
};
const pipeline = (
  changes: { readonly train?: StepText; readonly prepare?: StepText; readonly rate?: number } = {},
): PipelineText => ({
  params: { train: { rate: changes.rate ?? 0.1, seed: 1 } },
  steps: { prepare: { ...prepare, ...changes.prepare }, train: { ...train, ...changes.train } },
});
const files = { 'prepare.py': 'p', 'data.csv': 'd', 'train.py': 't' };

/** A world in which everything has run once. */
function worldAfterRun(text: PipelineText = pipeline(), more: Readonly<Record<string, string>> = {}): World {
  const world = new World({ ...files, ...more });
  world.run(text);
  return world;
}

/** The verdict of `train` after a change of the pipeline. */
const checkTrain = (world: World, text: PipelineText, expected: string) =>
  expect(world.verdicts(text)).toEqual(['prepare: fresh', `train: ${expected}`]);

describe('a task', () => {
  it('that never ran is stale, and so is what waits for it', () => {
    expect(new World(files).verdicts(pipeline())).toEqual([
      'prepare: stale never ran',
      'train: stale never ran; waits for prepare',
    ]);
  });

  it('is fresh after it ran', () => {
    expect(worldAfterRun().verdicts(pipeline())).toEqual(['prepare: fresh', 'train: fresh']);
  });

  it('is stale when data changed, apart from code', () => {
    const world = worldAfterRun();
    world.files.set('data.csv', 'new');
    expect(world.verdicts(pipeline())).toEqual([
      'prepare: stale data changed: data.csv',
      'train: stale waits for prepare',
    ]);
    world.files.set('data.csv', 'd');
    world.files.set('train.py', 'new');
    checkTrain(world, pipeline(), 'stale code changed: train.py');
  });

  it('names each param that changed, with both values', () => {
    checkTrain(worldAfterRun(), pipeline({ rate: 0.01 }), 'stale param train.rate 0.1 → 0.01');
    const text = pipeline();
    const without = { ...text, params: { train: { rate: 0.1, size: 'big' } } };
    checkTrain(worldAfterRun(), without, 'stale param train.seed 1 → (none); param train.size (none) → big');
  });

  it('does not call a command changed that only holds another value', () => {
    const text = (rate: number, run: string) => pipeline({ rate, train: { run } });
    const run = 'python train.py --rate ${{ params.train.rate }}';
    checkTrain(worldAfterRun(text(0.1, run)), text(0.01, run), 'stale param train.rate 0.1 → 0.01');
    checkTrain(
      worldAfterRun(text(0.1, run)),
      text(0.01, `${run} -v`),
      'stale command changed; param train.rate 0.1 → 0.01',
    );
  });

  it('is stale when its command, its working directory or its environment changed', () => {
    checkTrain(worldAfterRun(), pipeline({ train: { run: 'python train.py -v' } }), 'stale command changed');
    checkTrain(worldAfterRun(), pipeline({ train: { cd: 'src' } }), 'stale command changed');
    checkTrain(
      worldAfterRun(),
      pipeline({ train: { env: { A: '2', B: '1' } } }),
      'stale environment changed: A; environment changed: B',
    );
  });

  it('is stale when inputs came, went or are missing', () => {
    const world = worldAfterRun();
    world.files.set('extra.csv', 'x');
    checkTrain(
      world,
      pipeline({ train: { inputs: ['train.csv', 'extra.csv'] } }),
      'stale input added: extra.csv; input removed: train.py',
    );
    world.files.delete('train.py');
    checkTrain(world, pipeline(), 'stale input missing: train.py');
  });

  it('is stale when its outputs are other ones', () => {
    const world = worldAfterRun();
    checkTrain(
      world,
      pipeline({ train: { outputs: ['model.bin', 'log.txt'] } }),
      'stale output added: log.txt; output missing: log.txt',
    );
    checkTrain(world, pipeline({ train: { outputs: [] } }), 'stale output removed: model.bin');
  });

  it('can be restored when its outputs are gone or touched, and what reads them stays fresh', () => {
    const world = worldAfterRun();
    world.files.delete('train.csv');
    expect(world.verdicts(pipeline())).toEqual(['prepare: restorable output missing: train.csv', 'train: fresh']);
    world.files.set('train.csv', 'edited');
    expect(world.verdicts(pipeline())).toEqual(['prepare: restorable output changed: train.csv', 'train: fresh']);
  });

  it('can be restored when it ran like this before', () => {
    const world = worldAfterRun();
    world.run(pipeline({ rate: 0.01 }));
    checkTrain(world, pipeline(), 'restorable param train.rate 0.01 → 0.1');
  });

  it('can be restored together with all that it needs', () => {
    const world = worldAfterRun();
    const other = pipeline({ prepare: { run: 'python prepare.py --other' } });
    world.run(other);
    expect(world.verdicts(pipeline())).toEqual([
      'prepare: restorable command changed',
      'train: restorable data changed: train.csv',
    ]);
  });

  it('that reads a part of what is restored is judged when that is back', () => {
    const text = (run: string): PipelineText => ({
      steps: {
        a: { run, inputs: ['in'], outputs: ['dir/x', 'dir/y'] },
        b: { run: 'b', inputs: ['dir'], outputs: ['out'] },
      },
    });
    const world = worldAfterRun(text('one'), { in: '1' });
    world.run(text('two'));
    expect(world.verdicts(text('one'))).toEqual(['a: restorable command changed', 'b: stale waits for a']);
  });

  it('that was interrupted is not trusted', () => {
    const world = worldAfterRun();
    world.interrupted.add('prepare');
    expect(world.verdicts(pipeline())).toEqual(['prepare: restorable was interrupted', 'train: fresh']);
  });

  it('that always changes runs every time and is never restored', () => {
    const text = pipeline({ prepare: { alwaysChanged: true } });
    expect(worldAfterRun(text).verdicts(text)).toEqual([
      'prepare: stale runs every time',
      'train: stale waits for prepare',
    ]);
  });

  it('that is frozen is fresh as long as its outputs are there', () => {
    const text = pipeline({ train: { frozen: true, run: 'changed' } });
    const world = worldAfterRun();
    world.files.set('data.csv', 'new');
    expect(world.verdicts(text)).toEqual(['prepare: stale data changed: data.csv', 'train: fresh']);
    world.files.delete('model.bin');
    expect(world.verdicts(text)[1]).toBe('train: stale output missing: model.bin');
  });

  it('that appends to its output is not stale because the output grew', () => {
    const text = pipeline({ train: { persist: true } });
    const world = worldAfterRun(text);
    world.files.set('model.bin', 'more');
    checkTrain(world, text, 'fresh');
  });

  it('locked by another version is not trusted', () => {
    const world = worldAfterRun();
    const locked = world.lock.get('train');
    if (locked) world.lock.set('train', { ...locked, fingerprint: 'sha256:old' });
    expect(world.verdicts(pipeline())[1]).toBe('train: restorable command changed');
  });
});

describe('a directory', () => {
  const text: PipelineText = { steps: { a: { run: 'a', inputs: ['src', 'data'], outputs: ['out'] } } };
  const tree = { 'src/a.py': '1', 'src/b.py': '1', 'data/a.csv': '1', 'data/b.csv': '1' };

  it('names the files that changed in it, and is code when they all are', () => {
    const world = worldAfterRun(text, tree);
    world.files.set('src/a.py', '2');
    world.files.set('src/c.py', '1');
    world.files.delete('data/a.csv');
    expect(world.verdicts(text)).toEqual(['a: stale code changed: src (a.py, c.py); data changed: data (a.csv)']);
  });
});

describe('early cut-off', () => {
  it('runs nothing behind a step that made the same bytes again', () => {
    const same = () => 'same';
    const world = new World(files);
    world.run(pipeline(), same);
    world.files.set('data.csv', 'new');
    expect(world.verdicts(pipeline())[1]).toBe('train: stale waits for prepare');
    expect(world.run(pipeline(), same)).toEqual(['prepare']);
  });
});

describe('a fingerprint', () => {
  it('covers matrix values only through what uses them', () => {
    const text = (axis: string): PipelineText => ({
      steps: { a: { run: `x \${{ matrix.${axis} }}`, axes: { [axis]: [1] }, outputs: ['o'] } },
    });
    const [one, other] = ['rate', 'lr'].map((axis) => new World().plan(text(axis)).tasks[0]);
    expect(one?.task.id).not.toBe(other?.task.id);
    expect(one?.fingerprint).toBe(other?.fingerprint);
  });

  it('is not there while an input is missing', () => {
    expect(new World().plan(pipeline()).tasks.map(({ fingerprint }) => fingerprint)).toEqual([undefined, undefined]);
  });
});

describe('a pick', () => {
  const text = (rates: readonly number[]): PipelineText => ({
    steps: {
      train: {
        run: 't',
        axes: { rate: rates },
        outputs: ['m/${{ matrix.key }}/model'],
        metrics: ['m/${{ matrix.key }}/m.json'],
      },
      select: { pick: { from: 'train', by: 'metrics.auc', best: 'max', as: 'model' } },
    },
  });

  it('names the candidates that came and went, and no changed command', () => {
    const world = worldAfterRun(text([1, 2]));
    expect(world.verdicts(text([1, 3]))[2]).toBe(
      'select: stale input added: m/rate=3/model; input added: m/rate=3/m.json; ' +
        'input removed: m/rate=2/model; input removed: m/rate=2/m.json; waits for train[rate=3]',
    );
  });

  it('is made again when its candidates change places, since the first wins among equals', () => {
    expect(worldAfterRun(text([1, 2])).verdicts(text([2, 1]))[2]).toBe('select: stale command changed');
  });
});
