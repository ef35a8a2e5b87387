// What the terminal says of a spec that cannot be used.
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli } from './fairlead';
import { twoSteps } from './projects';

useBuiltCli();
afterAll(removeFolders);

const misspelt = twoSteps.replace('outputs: [build/model.txt]', 'output: [build/model.txt]');

describe('fairlead check', () => {
  it('finds nothing wrong with a good spec', async () => {
    const { code, stdout } = await makeFolder({ 'fairlead.yaml': twoSteps }).fairlead('check');
    expect({ code, stdout }).toEqual({ code: 0, stdout: 'fairlead.yaml: no problems\n' });
  });

  it('prints a problem on its exact place, once', async () => {
    const { code, stdout, stderr } = await makeFolder({ 'fairlead.yaml': misspelt }).fairlead('check');
    expect(code).toBe(1);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^fairlead\.yaml:15:5: error FL\d{3}: .*output.*outputs/);
    expect(stdout).toContain('fairlead.yaml: 1 error');
  });

  it('prints the same problems as JSON', async () => {
    const { code, stdout } = await makeFolder({ 'fairlead.yaml': misspelt }).fairlead('check', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      file: 'fairlead.yaml',
      diagnostics: [
        {
          severity: 'error',
          file: 'fairlead.yaml',
          range: { start: { line: 14, character: 4 }, end: { line: 14, character: 10 } },
        },
      ],
    });
  });
});

describe('what shows only in the tasks of a spec', () => {
  const folder = makeFolder({
    'fairlead.yaml': 'fairlead: 1\nsteps:\n  sweep:\n    matrix: { rate: [] }\n    run: echo ${{ matrix.rate }}\n',
  });
  const line = "fairlead.yaml:3:3: error: The matrix of step 'sweep' has no combinations, so nothing would run.";

  it('is found by the check', async () => {
    expect(await folder.fairlead('check')).toMatchObject({ code: 1, stdout: `${line}\nfairlead.yaml: 1 error\n` });
    const { stdout } = await folder.fairlead('check', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ diagnostics: [{ severity: 'error', range: { start: { line: 2 } } }] });
  });

  it('stops a run', async () => {
    const { code, stderr } = await folder.fairlead('run');
    expect({ code, stderr }).toEqual({
      code: 3,
      stderr: `${line}\nNothing was done: the pipeline has 1 error.\n`,
    });
  });
});

describe('a spec that is hard or impossible to use', () => {
  it('stops a run before anything happens, and says where it is wrong', async () => {
    const folder = makeFolder({ 'fairlead.yaml': misspelt });
    const { code, stdout, stderr } = await folder.fairlead('run');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^fairlead\.yaml:15:5: error FL\d{3}: /);
    expect(stderr).toContain('Nothing was done: the spec has 1 error');
    expect(folder.exists('build')).toBe(false);
  });

  it('is missing', async () => {
    const { code, stderr } = await makeFolder({}).fairlead('run');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^No fairlead\.yaml in .* or any folder above it; "fairlead init" makes a first one\.\n$/);
  });

  it('is missing where it was said to be', async () => {
    const { code, stderr } = await makeFolder({}).fairlead('run', '-f', 'other.yaml');
    expect(code).toBe(3);
    expect(stderr).toContain('other.yaml does not exist');
  });

  it('is missing, but there is a dvc.yaml', async () => {
    const { stderr } = await makeFolder({ 'dvc.yaml': 'stages: {}\n' }).fairlead('plan');
    expect(stderr).toContain('"fairlead init" makes a fairlead.yaml from it');
  });

  it('is not UTF-8', async () => {
    const { code, stderr } = await makeFolder({ 'fairlead.yaml': Buffer.from('name: caf\xe9\n', 'latin1') }).fairlead(
      'run',
    );
    expect(code).toBe(3);
    expect(stderr).toMatch(/^fairlead\.yaml cannot be read: .*UTF-8/);
  });

  it('holds 10,000 aliases', async () => {
    const aliases = Array.from({ length: 10_000 }, () => '  - *a\n').join('');
    const folder = makeFolder({ 'fairlead.yaml': `${twoSteps}x-a: &a {}\nx-list:\n${aliases}` });
    const { code, stdout } = await folder.fairlead('check');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^fairlead\.yaml:18:5: error FL\d{3}: This file has 10,000 aliases/);
  });

  it('holds aliases that would unfold to more than any memory', async () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `  a${level + 1}: &a${level + 1} [*a${level}, *a${level}, *a${level}]\n`,
    );
    const bomb = `${twoSteps}x-bomb:\n  a0: &a0 [lol]\n${levels.join('')}`;
    const { code, signal } = await makeFolder({ 'fairlead.yaml': bomb }).fairlead('check');
    expect(signal).toBeNull();
    expect([0, 1]).toContain(code);
  });

  it('of 5 MB is read like any other', async () => {
    const step = (index: number) =>
      `  s${index}:\n    run: echo ${'x'.repeat(950)} > out/${index}.txt\n    outputs: [out/${index}.txt]\n`;
    const spec = `fairlead: 1\nname: large\nsteps:\n${Array.from({ length: 5000 }, (_, index) => step(index)).join('')}`;
    const folder = makeFolder({ 'fairlead.yaml': spec });
    expect(spec.length).toBeGreaterThan(5_000_000);
    expect((await folder.fairlead('check')).stdout).toBe('fairlead.yaml: no problems\n');
    expect((await folder.fairlead('plan')).stdout).toContain('5000 tasks to run');
  });
});

describe('a lock file with both sides of a merge', () => {
  it('stops a run: one sentence, the place and the remedy', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    const lock = folder.read('fairlead.lock');
    folder.write({ 'fairlead.lock': `<<<<<<< HEAD\n${lock}=======\n${lock}>>>>>>> other\n` });
    const { code, stdout, stderr } = await folder.fairlead('run');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toMatch(/^Fairlead cannot use fairlead\.lock:1: a merge has left both versions here\. Take .*\.\n$/);
  });
});

describe('which spec', () => {
  it('is found upward from where the user stands', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps, 'deep/er/file': '' });
    const { code, stdout } = await folder.start(['run'], { cwd: `${folder.root}/deep/er` }).ended;
    expect(code).toBe(0);
    expect(stdout).toContain('2 ran');
    expect(folder.exists('build/model.txt')).toBe(true);
  });

  it('may have another name when it is the only one', async () => {
    const { stdout } = await makeFolder({ 'demo.fairlead.yaml': twoSteps }).fairlead('check');
    expect(stdout).toBe('demo.fairlead.yaml: no problems\n');
  });

  it('has to be named when there are several', async () => {
    const { code, stderr } = await makeFolder({ 'a.fairlead.yaml': twoSteps, 'b.fairlead.yaml': twoSteps }).fairlead(
      'check',
    );
    expect(code).toBe(2);
    expect(stderr).toContain('holds several specs (a.fairlead.yaml, b.fairlead.yaml); name one');
  });
});

describe('a wrong command line', () => {
  const folder = () => makeFolder({ 'fairlead.yaml': twoSteps });

  it.each([
    [['runn'], "unknown command 'runn'"],
    [['run', '--job', '2'], "unknown option '--job'"],
    [['run', '--jobs', 'many'], 'whole number'],
    [['run', 'trian'], 'did you mean "train"?'],
    [['logs', 'nothing'], 'ever ran here'],
    [['run', '--only', ''], 'It must name a step.'],
    [['plan', '--from', ' , '], 'It must name a step.'],
    [['help', 'nothing'], "unknown command 'nothing'"],
    [['run', 'nothing'], '"fairlead plan --all" lists them.'],
    [['diff'], 'No runs are recorded here'],
  ])('%j is refused with a word about it', async (args, message) => {
    const { code, stdout, stderr } = await folder().fairlead(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
  });

  it('without any command shows the help', async () => {
    const { stderr, stdout } = await folder().fairlead();
    expect(stdout + stderr).toContain('Exit codes:');
  });
});
