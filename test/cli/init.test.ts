import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli, type Folder } from './fairlead';

useBuiltCli();
afterAll(removeFolders);

const dvc = `vars: [{ folder: build }]
stages:
  prepare:
    cmd: cp data.csv \${folder}/train.csv
    deps: [data.csv]
    outs: ["\${folder}/train.csv"]
  train:
    matrix: { rate: [1, 2] }
    cmd: echo \${item.rate} > \${folder}/\${item.rate}.txt
    deps: ["\${folder}/train.csv"]
    outs: ["\${folder}/\${item.rate}.txt"]
`;

async function checksClean(folder: Folder, ...args: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await folder.fairlead('check', ...args);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: expect.stringContaining('no problems') as string,
    stderr: '',
  });
}

describe('fairlead init', () => {
  it('writes a first spec that checks clean and runs', async () => {
    const folder = makeFolder({});
    const { code, stdout } = await folder.fairlead('init', '--name', 'flight delays: 2026');
    expect(code).toBe(0);
    expect(stdout).toContain('Wrote fairlead.yaml.');
    await checksClean(folder);
    expect((await folder.fairlead('run')).code).toBe(0);
    expect((await folder.fairlead('run')).stdout).toContain('Everything is fresh');
  });

  it('never overwrites without --force', async () => {
    const folder = makeFolder({ 'fairlead.yaml': 'mine\n' });
    const refused = await folder.fairlead('init');
    expect(refused).toMatchObject({ code: 2, stderr: 'fairlead.yaml exists already; --force overwrites it.\n' });
    expect(folder.read('fairlead.yaml')).toBe('mine\n');
    expect((await folder.fairlead('init', '--force')).code).toBe(0);
    await checksClean(folder);
  });

  it('writes where it is told to', async () => {
    const folder = makeFolder({});
    const { code, stdout } = await folder.fairlead('init', '-f', 'a new/other.fairlead.yaml');
    expect(code).toBe(0);
    expect(stdout).toContain(`"fairlead run --file 'a new/other.fairlead.yaml'" runs it`);
    await checksClean(folder, '-f', 'a new/other.fairlead.yaml');
  });

  it('makes it from dvc.yaml where there is one', async () => {
    const folder = makeFolder({ 'dvc.yaml': dvc, 'data.csv': '1\n' });
    const { code, stdout, stderr } = await folder.fairlead('init', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ file: `${folder.root}/fairlead.yaml` });
    await checksClean(folder);
    const planned = await folder.fairlead('plan', '--json');
    const { tasks } = JSON.parse(planned.stdout) as { tasks: { task: string; needs: string[] }[] };
    expect(tasks.map(({ task, needs }) => [task, needs])).toEqual([
      ['prepare', []],
      ['train[rate=1]', ['prepare']],
      ['train[rate=2]', ['prepare']],
    ]);
    expect((await folder.fairlead('run')).code).toBe(0);
    expect(folder.read('build/2.txt')).toBe('2\n');
  });

  it('writes beside a dvc.yaml that lies elsewhere, since its paths are relative to its folder', async () => {
    const folder = makeFolder({ 'sub/dvc.yaml': dvc, 'sub/data.csv': '1\n' });
    expect((await folder.fairlead('init', '--from-dvc', 'sub/dvc.yaml', '-f', 'fairlead.yaml')).code).toBe(2);
    const { code, stdout } = await folder.fairlead('init', '--from-dvc', 'sub/dvc.yaml', '--name', 'rates: 1, 2');
    expect({ code, written: folder.list('sub') }).toEqual({
      code: 0,
      written: ['data.csv', 'dvc.yaml', 'fairlead.yaml'],
    });
    expect(stdout).toContain('"fairlead run --file sub/fairlead.yaml" runs it');
    await checksClean(folder, '-f', 'sub');
    expect((await folder.fairlead('run', '-f', 'sub')).code).toBe(0);
    expect(folder.read('sub/build/2.txt')).toBe('2\n');
    expect((await folder.fairlead('runs', '-f', 'sub', '--executions')).stdout).toContain('rates: 1, 2');
  });

  it('names the pipelines of DVC in the folders below', async () => {
    const { stdout } = await makeFolder({ 'sub/dvc.yaml': dvc }).fairlead('init');
    expect(stdout).toContain('There is sub/dvc.yaml: "fairlead init --from-dvc sub/dvc.yaml" converts it.');
  });

  it('says where a dvc.yaml is wrong', async () => {
    const folder = makeFolder({ 'dvc.yaml': 'stages: [\n' });
    const { code, stderr } = await folder.fairlead('init');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^dvc\.yaml cannot be read: .* at line 2, column 1\.\n$/);
    expect(folder.list('.')).toEqual(['dvc.yaml']);
  });
});
