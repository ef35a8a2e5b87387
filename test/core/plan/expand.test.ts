import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../src/core/base/json';
import { expand } from '../../../src/core/plan/expand';
import type { Task } from '../../../src/core/plan/task';
import { pipelineOf, type PipelineText } from './pipelineOf';

/** The tasks of a pipeline that has no problems. */
function tasksOf(text: PipelineText): readonly Task[] {
  const { tasks, problems } = expand(pipelineOf(text));
  expect(problems).toEqual([]);
  return tasks;
}

const commandOf = ({ action }: Task) => (action.kind === 'command' ? action.command : action.kind);

/** Each command of a pipeline's tasks. */
const checkCommands = (text: PipelineText, expected: readonly string[]) =>
  expect(tasksOf(text).map(commandOf)).toEqual(expected);

/** Each edge as `maker -> reader`. */
const checkEdges = (text: PipelineText, expected: readonly string[]) =>
  expect(tasksOf(text).flatMap(({ id, needs }) => needs.map((need) => `${need} -> ${id}`))).toEqual(expected);

/** Each problem as `line: message`; the line is the step's number. */
const checkProblems = (text: PipelineText, expected: readonly string[]) =>
  expect(
    expand(pipelineOf(text)).problems.map(({ range, message }) => `${String(range.start.line)}: ${message}`),
  ).toEqual(expected);

it('hands addresses to the command as they are, and asks no disk about them', () => {
  const [task] = tasksOf({
    datasets: { raw: 's3://bucket/raw.csv' },
    steps: { get: { cd: 'src', run: 'get ${{ inputs[0] }} ${{ datasets.raw.path }}', inputs: ['https://a.b/c//d'] } },
  });
  expect(task?.action).toMatchObject({ command: 'get https://a.b/c//d s3://bucket/raw.csv' });
  expect(task?.inputs).toEqual([]);
});

describe('matrices', () => {
  const ids = (text: PipelineText) => tasksOf(text).map(({ id }) => id);

  it('make a task of each combination', () => {
    const step = { axes: { rate: [0.01, 0.1], depth: '${{ params.depths }}' }, run: 'x ${{ matrix.rate }}' };
    expect(ids({ params: { depths: [3, 5] }, steps: { train: step } })).toEqual([
      'train[rate=0.01,depth=3]',
      'train[rate=0.01,depth=5]',
      'train[rate=0.1,depth=3]',
      'train[rate=0.1,depth=5]',
    ]);
  });

  // The example of GitHub's documentation: "Expanding or adding matrix configurations".
  it('are extended by include exactly as by GitHub Actions', () => {
    const include: readonly JsonObject[] = [
      { color: 'green' },
      { color: 'pink', animal: 'cat' },
      { fruit: 'apple', shape: 'circle' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ];
    const axes = { fruit: ['apple', 'pear'], animal: ['cat', 'dog'] };
    expect(tasksOf({ steps: { a: { run: 'x', axes, include } } }).map(({ matrix }) => matrix)).toEqual([
      { fruit: 'apple', animal: 'cat', color: 'pink', shape: 'circle' },
      { fruit: 'apple', animal: 'dog', color: 'green', shape: 'circle' },
      { fruit: 'pear', animal: 'cat', color: 'pink' },
      { fruit: 'pear', animal: 'dog', color: 'green' },
      { fruit: 'banana' },
      { fruit: 'banana', animal: 'cat' },
    ]);
  });

  it('lose what exclude names before include adds', () => {
    const axes = { os: ['linux', 'mac'], version: [1, 2] };
    const step = { run: 'x', axes, exclude: [{ os: 'mac' }], include: [{ os: 'mac', version: 2 }] };
    expect(ids({ steps: { a: step } })).toEqual([
      'a[os=linux,version=1]',
      'a[os=linux,version=2]',
      'a[os=mac,version=2]',
    ]);
  });

  it('have keys that are file names on every system, and unique', () => {
    const values = ['a/b', 'a b', 'a_b', 'A_B', '', null, { x: 1 }, 'x'.repeat(300), '..'];
    const keys = tasksOf({ steps: { a: { run: 'x', axes: { v: values } } } }).map(({ matrixKey }) => matrixKey);
    expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(values.length);
    for (const key of keys) expect(key).toMatch(/^v=[A-Za-z0-9._+~-]{1,120}$/);
    expect(keys[2]).toBe('v=a_b');
  });

  it('may not be empty', () => {
    const steps = {
      a: { run: 'x', axes: { v: '${{ params.none }}' } },
      b: { run: 'x', axes: { v: '${{ params.one }}' } },
    };
    checkProblems({ params: { none: [], one: 1 }, steps }, [
      "0: The matrix of step 'a' has no combinations, so nothing would run.",
      "1: The matrix axis 'v' has to be a list.",
      "1: The matrix of step 'b' has no combinations, so nothing would run.",
    ]);
  });
});

describe('templates', () => {
  it('name inputs and outputs, by number and by name', () => {
    const inputs = ['a.py', 'b c.csv'];
    checkCommands(
      {
        steps: { a: { run: 'x ${{ inputs[0] }} ${{ inputs }} ${{ outputs.m }}', inputs, outputs: { m: './out//m' } } },
      },
      ["x a.py a.py 'b c.csv' out/m"],
    );
  });

  it('name metrics files among the outputs', () => {
    checkCommands({ steps: { a: { run: 'x ${{ outputs[1] }}', outputs: ['m'], metrics: ['m.json'] } } }, ['x m.json']);
  });

  it('name the outputs of other steps, of all tasks of a matrix at once', () => {
    const train = { run: 't', axes: { d: [1, 2] }, outputs: { model: 'm/${{ matrix.key }}.bin' } };
    const steps = {
      sum: { run: 'sum ${{ inputs }} ${{ steps.prep.outputs[0] }}', inputs: ['${{ steps.train.outputs.model }}'] },
      train,
      prep: { run: 'p', outputs: ['p.csv'] },
    };
    checkCommands({ steps }, ['t', 't', 'p', 'sum m/d=1.bin m/d=2.bin p.csv']);
  });

  it('name datasets, params, matrix values and the environment', () => {
    const steps = {
      a: {
        run: '${{ datasets.f.path }} ${{ params.p.q }} ${{ matrix.d }} ${{ env.X }} ${{ matrix.key }}',
        axes: { d: [1] },
        env: { X: 'v${{ matrix.d }}' },
      },
    };
    checkCommands({ params: { p: { q: 'w w' } }, datasets: { f: 'd/f.csv' }, steps }, ["d/f.csv 'w w' 1 v1 d=1"]);
  });

  it('lead to the same files from another working directory', () => {
    const a = {
      cd: 'src/x',
      run: 'x ${{ inputs[0] }} ${{ outputs[0] }} ${{ datasets.f.path }}',
      inputs: ['src/x/a.py'],
      outputs: ['build/o'],
    };
    checkCommands({ datasets: { f: 'src/d.csv' }, steps: { a } }, ['x a.py ../../build/o ../d.csv']);
  });

  it('without a value are problems at their step, said once', () => {
    const a = {
      run: 'x ${{ env.HOME }}',
      axes: { d: [1, 2] },
      inputs: ['${{ params.nope }}'],
      outputs: ['o${{ matrix.d }}', '${{ params }}'],
    };
    checkProblems({ steps: { ok: { run: 'y' }, a } }, [
      "1: An output of step 'a' cannot be filled in: '${{ params }}' gives {}, which is no path.",
      "1: Input 1 of step 'a' cannot be filled in: 'params.nope' has no value.",
      "1: The command of step 'a' cannot be filled in: 'env.HOME' has no value. Declare it under the step's env, or let the shell read it: $HOME.",
    ]);
  });
});

describe('params of a task', () => {
  it('are the leaves below the named ones, and those its command reads', () => {
    const params = { train: { rate: 0.1, tree: { depth: 3, names: ['a'] } }, seed: 1, other: 2, 'a.b': { c: 1 } };
    const [task] = tasksOf({ params, steps: { a: { run: 'x ${{ params.seed }}', params: ['train', 'a.b.c'] } } });
    expect(task?.params).toEqual({
      'train.rate': 0.1,
      'train.tree.depth': 3,
      'train.tree.names': ['a'],
      'a.b.c': 1,
      seed: 1,
    });
  });

  it('have to exist', () => {
    checkProblems({ steps: { a: { run: 'x', params: ['trian'] } } }, [
      "0: There is no param 'trian', which step 'a' names.",
    ]);
  });
});

describe('edges', () => {
  const maker = (output: string) => ({ run: 'make', outputs: [output] });
  const reader = (input: string) => ({ run: 'read', inputs: [input] });

  it.each([
    ['the same path', 'build/a', 'build/a'],
    ['another spelling of it', './build//a/', 'build/x/../a'],
    ['a file in a made directory', 'build', 'build/a/b.csv'],
    ['a directory that holds a made file', 'build/a/b.csv', 'build'],
    ['the whole project', 'build/a', '.'],
    ['a glob that matches', 'build/a.csv', 'build/*.csv'],
    ['a deep glob that matches', 'build/x/a.csv', 'build/**/*.csv'],
    ['a glob inside of a made directory', 'build', 'build/*/x.json'],
    ['a glob whose beginning matches a made directory', 'build/run1', 'build/*/x.json'],
    ['a glob from the root', 'a.csv', '*.csv'],
  ])('lead from a maker to a reader of %s', (_, output, input) => {
    checkEdges({ steps: { r: reader(input), m: maker(output) } }, ['m -> r']);
  });

  it.each([
    ['a name that only begins alike', 'build/a', 'build/ab'],
    ['a sibling', 'build/a', 'build/b'],
    ['a glob that does not match', 'build/a.json', 'build/*.csv'],
    ['a glob one level off', 'build/x/a.csv', 'build/*.csv'],
  ])('do not lead to a reader of %s', (_, output, input) => {
    checkEdges({ steps: { r: reader(input), m: maker(output) } }, []);
  });

  it('follow needs, whose outputs count as inputs', () => {
    const text = { steps: { b: { run: 'b', needs: ['a'] }, a: { run: 'a', outputs: ['a.out'] } } };
    checkEdges(text, ['a -> b']);
    expect(tasksOf(text)[1]?.inputs).toEqual([{ path: 'a.out', change: 'data', madeBy: 'a' }]);
  });

  it('follow what a command names without declaring it', () => {
    const steps = {
      use: { run: 'use ${{ datasets.d.path }} ${{ steps.model.outputs[0] }}' },
      gather: { run: 'gather ${{ datasets.d.path }}', outputs: ['${{ datasets.d.path }}'] },
      model: { run: 'm', outputs: ['m.bin'] },
    };
    checkEdges({ datasets: { d: 'd.csv' }, steps }, ['gather -> use', 'model -> use']);
    expect(
      tasksOf({ datasets: { d: 'd.csv' }, steps }).map(
        ({ id, inputs }) => `${id}: ${inputs.map(({ path }) => path).join(' ')}`,
      ),
    ).toEqual(['gather: ', 'model: ', 'use: d.csv m.bin']);
  });

  it('keep the order of the file wherever nothing says otherwise', () => {
    const steps = {
      z: { run: 'z' },
      c: reader('b.out'),
      b: { run: 'b', inputs: ['a.out'], outputs: ['b.out'] },
      y: { run: 'y' },
      a: maker('a.out'),
    };
    expect(tasksOf({ steps }).map(({ id }) => id)).toEqual(['z', 'a', 'b', 'c', 'y']);
  });

  it('tell data from code', () => {
    const inputs = ['a.py', 'b.csv', 'made.py', 'requirements.txt', 'sets/q.sql', 'conf.yaml', 'src'];
    const tasks = tasksOf({ datasets: { s: 'sets' }, steps: { m: maker('made.py'), r: { run: 'r', inputs } } });
    expect(tasks[1]?.inputs.map(({ path, change }) => `${path} ${change}`)).toEqual([
      'a.py code',
      'b.csv data',
      'made.py data',
      'requirements.txt code',
      'sets/q.sql data',
      'conf.yaml data',
      'src data',
    ]);
  });
});

describe('what cannot run', () => {
  it('is a cycle, told whole', () => {
    const steps = {
      a: { run: 'a', inputs: ['c.out'], outputs: ['a.out'] },
      b: { run: 'b', axes: { d: [1, 2] }, inputs: ['a.out'], outputs: ['b/${{ matrix.d }}'] },
      c: { run: 'c', inputs: ['b'], outputs: ['c.out'] },
    };
    checkProblems({ steps }, ['0: These steps wait for each other, so none can start: a → c → b → a.']);
  });

  it('is a step that reads what it makes', () => {
    const steps = {
      a: { run: 'a', inputs: ['src'], outputs: ['src/gen.py'] },
      b: { run: 'b', inputs: ['x'], outputs: ['x'] },
    };
    checkProblems({ steps }, [
      "0: Step 'a' writes 'src/gen.py', which belongs to its input 'src': it reads what it makes, so it could never be up to date.",
      "1: Step 'b' writes 'x': it reads what it makes, so it could never be up to date.",
    ]);
  });

  it('is a path with two makers', () => {
    const steps = {
      a: { run: 'a', outputs: ['o'] },
      b: { run: 'b', outputs: ['o/x'] },
      c: { run: 'c', outputs: ['p'] },
      d: { run: 'd', outputs: ['p'] },
      e: { run: 'e', axes: { k: [1, 2] }, outputs: ['q'] },
      f: { run: 'f', outputs: ['r', 'r/s'] },
      g: { run: 'g', outputs: ['t'], metrics: ['t/metrics.json'] },
    };
    checkProblems({ steps }, [
      "1: Steps 'a' and 'b' both write 'o/x', which lies inside of 'o': a path has one maker.",
      "3: Steps 'c' and 'd' both write 'p': a path has one maker.",
      "4: Several tasks of step 'e' write 'q': put ${{ matrix.key }} into the path.",
      "5: Step 'f' names the output 'r/s', which lies inside of 'r': name the outer one alone, or move one of them.",
    ]);
  });

  it('is an output outside of the project, or a step that is not there', () => {
    const steps = { a: { run: 'a', outputs: ['x/../../o'], needs: ['nope'] } };
    checkProblems({ steps }, [
      "0: The output '../o' lies outside of the project: only paths in it can be published.",
      "0: 'nope', which step 'a' needs, is no step.",
    ]);
  });

  it('is an output that would move away what the run stands on', () => {
    const steps = {
      a: { run: 'a', outputs: ['x/..', '.fairlead/cache', '.git'] },
      b: { run: 'b', outputs: ['fairlead.yaml', 'fairlead.lock', 'fairlead.txt', '.gitignore'] },
    };
    checkProblems({ steps }, [
      "0: The output '.' is the project itself: choose a path below it.",
      "0: The output '.fairlead/cache' belongs to Fairlead: choose another place.",
      "0: The output '.git' belongs to Git: choose another place.",
      "1: The output 'fairlead.yaml' would replace fairlead.yaml, of which the pipeline is made: choose another place.",
      "1: The output 'fairlead.lock' would replace fairlead.lock, which Fairlead writes: choose another place.",
    ]);
  });
});

describe('pick', () => {
  const train = (outputs: Readonly<Record<string, string>>) => ({
    run: 't',
    axes: { d: [1, 2] },
    outputs,
    metrics: ['b/${{ matrix.d }}/metrics.json'],
  });

  it('chooses among the tasks of a step and reads what it compares', () => {
    const select = { pick: { from: 'train', by: 'metrics.auc', best: 'max' as const, as: 'best.bin' } };
    const use = { run: 'use ${{ steps.select.outputs.model }}', inputs: ['${{ steps.select.outputs.model }}'] };
    const tasks = tasksOf({ steps: { select, train: train({ model: 'b/${{ matrix.d }}/m.bin' }), use } });
    expect(tasks.map(({ id, needs }) => `${id} < ${needs.join(' ')}`)).toEqual([
      'train[d=1] < ',
      'train[d=2] < ',
      'select < train[d=1] train[d=2]',
      'use < select',
    ]);
    expect(tasks[2]).toMatchObject({
      action: {
        kind: 'pick',
        by: 'metrics.auc',
        best: 'max',
        as: 'best.bin',
        candidates: [
          { task: 'train[d=1]', metrics: ['b/1/metrics.json'], output: 'b/1/m.bin' },
          { task: 'train[d=2]', metrics: ['b/2/metrics.json'], output: 'b/2/m.bin' },
        ],
      },
      inputs: [
        { path: 'b/1/m.bin' },
        { path: 'b/1/metrics.json' },
        { path: 'b/2/m.bin' },
        { path: 'b/2/metrics.json' },
      ],
      outputs: [{ name: 'model', path: 'best.bin' }],
    });
    expect(tasks.map(commandOf)[3]).toBe('use best.bin');
  });

  it('says what is missing to choose by', () => {
    const pick = { from: 'train', by: 'metrics.auc', best: 'max' as const, as: 'best.bin' };
    const two = { a: 'a${{ matrix.d }}', b: 'b${{ matrix.d }}' };
    checkProblems({ steps: { s: { pick }, train: train(two) } }, [
      "0: Step 'train' has several outputs: say under pick which `output` is meant.",
    ]);
    checkProblems({ steps: { s: { pick: { ...pick, output: 'c' } }, train: train(two) } }, [
      "0: Step 'train' has no output named 'c' to pick.",
    ]);
    checkProblems({ steps: { s: { pick: { ...pick, from: 'trian' } } } }, [
      "0: 'trian', from which step 's' picks, is no step.",
    ]);
    checkProblems({ steps: { s: { pick }, train: { run: 't', outputs: ['m'] } } }, [
      "0: Step 'train' has no metrics file to pick by: name one under its metrics.",
    ]);
  });
});
