import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sha256 } from '../../../src/core/cache/sha256';
import { acquireWriterLock } from '../../../src/core/run/writerLock';
import { openProject } from '../../../src/core/project/openProject';
import type { Project, ProjectFailure } from '../../../src/core/project/project';
import { reasonText } from '../../../src/core/plan/reasonText';
import { temporaryProject, type TemporaryProject } from '../cache/temporaryProject';

const spec = `fairlead: 1
name: demo
params: params.yaml
steps:
  prepare:
    run: cat data/raw.txt > build/clean.txt
    inputs: [data/raw.txt]
    outputs: [build/clean.txt]
  train:
    run: echo \${{ params.rate }} > build/model.txt
    params: [rate]
    inputs: [build/clean.txt]
    outputs: [build/model.txt]
`;
const files = { 'fairlead.yaml': spec, 'params.yaml': 'rate: 0.1\n', 'data/raw.txt': 'raw\n' };

const open = (project: TemporaryProject, program?: string): Project =>
  openProject(project.paths.root, project.paths.specFile, { program });

/** `prepare stale: never ran`, a line per task. */
async function planOf(project: TemporaryProject): Promise<string[]> {
  const plan = await open(project, 'test').plan({});
  if (!plan.ok) throw new Error(JSON.stringify(plan.error));
  return plan.value.plan.tasks.map(({ task, verdict }) =>
    verdict.kind === 'fresh'
      ? `${task.id} fresh`
      : `${task.id} ${verdict.kind}: ${verdict.reasons.map(reasonText).join(', ')}`,
  );
}

async function failureOf(project: TemporaryProject): Promise<ProjectFailure> {
  const plan = await open(project).plan({});
  if (plan.ok) throw new Error('there is a plan');
  return plan.error;
}

/** The name of the pipeline as the project reads it; a forged memory shows when it was not read from the spec. */
async function nameOf(project: TemporaryProject, program?: string): Promise<string> {
  const read = await open(project, program).pipeline();
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value.pipeline.name;
}

/** Changes the remembered pipeline's name, so that remembering can be told from reading. */
function forgeMemory({ paths }: TemporaryProject): void {
  const memory = `${paths.pipelineDir}/pipeline.json`;
  writeFileSync(memory, readFileSync(memory, 'utf8').replaceAll('"demo"', '"remembered"'));
}

test('a spec on the disk becomes a plan', async () => {
  const project = temporaryProject(files);
  expect((await planOf(project)).map((line) => line.split(',')[0])).toEqual([
    'prepare stale: never ran',
    'train stale: never ran',
  ]);
});

test('planning leaves nothing outside of .fairlead', async () => {
  const project = temporaryProject(files);
  await planOf(project);
  expect(project.list('.').filter((path) => !path.startsWith('.fairlead/'))).toEqual([
    'data/raw.txt',
    'fairlead.yaml',
    'params.yaml',
  ]);
});

test('an unchanged spec is not read again', async () => {
  const project = temporaryProject(files);
  expect(await nameOf(project, 'one')).toBe('demo');
  forgeMemory(project);
  expect(await nameOf(project, 'one')).toBe('remembered');
});

test.each<[string, (project: TemporaryProject) => void]>([
  ['the spec', (project) => appendFileSync(project.at('fairlead.yaml'), '# a comment\n')],
  ['a params file', (project) => appendFileSync(project.at('params.yaml'), 'more: 1\n')],
])('a change of %s is read', async (_, change) => {
  const project = temporaryProject(files);
  await nameOf(project, 'one');
  forgeMemory(project);
  change(project);
  expect(await nameOf(project, 'one')).toBe('demo');
});

test('a file that a glob of includes newly matches is read', async () => {
  const project = temporaryProject({
    ...files,
    'fairlead.yaml': `${spec}include: [specs/*.yaml]\n`,
    'specs/a.yaml': 'steps:\n  a: { run: echo a }\n',
  });
  const stepsOf = async (): Promise<string[]> => {
    const read = await open(project, 'one').pipeline();
    return read.ok ? read.value.pipeline.steps.map(({ name }) => name) : [JSON.stringify(read.error)];
  };
  expect(await stepsOf()).toEqual(['prepare', 'train', 'a']);
  project.write({ 'specs/b.yaml': 'steps:\n  b: { run: echo b }\n' });
  expect(await stepsOf()).toEqual(['prepare', 'train', 'a', 'b']);
});

test('another program does not trust the memory, and a damaged memory is none', async () => {
  const project = temporaryProject(files);
  await nameOf(project, 'one');
  forgeMemory(project);
  expect(await nameOf(project, 'two')).toBe('demo');
  for (const bad of ['', '{', 'null\nnull', '{"program":"two"}\n{}']) {
    writeFileSync(`${project.paths.pipelineDir}/pipeline.json`, bad);
    expect(await nameOf(project, 'two')).toBe('demo');
  }
});

test('a spec with errors is never remembered', async () => {
  const project = temporaryProject({
    ...files,
    'fairlead.yaml': spec.replace('outputs: [build/model', 'ouputs: [build/model'),
  });
  expect(await open(project, 'one').pipeline()).toMatchObject({ ok: false, error: { kind: 'spec-errors' } });
  expect(existsSync(`${project.paths.pipelineDir}/pipeline.json`)).toBe(false);
});

test('checking answers every diagnostic, of a clean spec none', async () => {
  expect(await open(temporaryProject(files)).check()).toEqual({ ok: true, value: { diagnostics: [], problems: [] } });
  const project = temporaryProject({ ...files, 'fairlead.yaml': spec.replace('run: cat', 'rum: cat') });
  const checked = await open(project).check();
  expect(checked.ok && checked.value.diagnostics.map(({ message }) => message)).toContain(
    "The key 'rum' is not known here. Did you mean 'run'?",
  );
});

test('checking answers what shows only in the tasks as well', async () => {
  const none = spec.replace('run: cat', 'matrix: { rate: [] }\n    run: cat');
  const checked = await open(temporaryProject({ ...files, 'fairlead.yaml': none })).check();
  expect(checked.ok && checked.value.problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(/^The matrix of step '\w+' has no combinations/),
  ]);
});

test('a byte order mark is no part of the spec', async () => {
  expect(await nameOf(temporaryProject({ ...files, 'fairlead.yaml': `\uFEFF${spec}` }), 'one')).toBe('demo');
});

test('no spec', async () => {
  expect(await failureOf(temporaryProject())).toEqual({ kind: 'spec-missing', path: 'fairlead.yaml' });
});

test('a folder where the spec should be', async () => {
  const project = temporaryProject();
  mkdirSync(project.at('fairlead.yaml'));
  expect(await failureOf(project)).toMatchObject({
    kind: 'spec-unreadable',
    message: 'cannot read fairlead.yaml: it is a folder, not a file (EISDIR)',
  });
});

test('a spec that is not UTF-8 is refused with the line of the first bad byte', async () => {
  const project = temporaryProject(files);
  writeFileSync(
    project.at('fairlead.yaml'),
    Buffer.concat([Buffer.from('# ä is fine\nname: M'), Buffer.from([0xfc]), Buffer.from('ller\n')]),
  );
  expect(await failureOf(project)).toEqual({
    kind: 'spec-unreadable',
    path: 'fairlead.yaml',
    message: 'line 2 holds a byte that is not UTF-8. Save the file as UTF-8',
  });
});

test('a lock with a merge conflict', async () => {
  const project = temporaryProject({ ...files, 'fairlead.lock': 'version: 1\n<<<<<<< HEAD\ntasks: {}\n' });
  expect(await failureOf(project)).toMatchObject({
    kind: 'lock-unreadable',
    message: expect.stringContaining('fairlead.lock:2') as string,
  });
});

test('an unknown step', async () => {
  expect(await open(temporaryProject(files)).plan({ only: ['trian'] })).toEqual({
    ok: false,
    error: { kind: 'unknown-selection', name: 'trian', suggestion: 'train' },
  });
});

test('a task without an end was interrupted, unless its writer lives: then it runs', async () => {
  const project = temporaryProject(files);
  const events = [{ type: 'execution-started' }, { type: 'task-started', task: 'prepare' }];
  writeFileSync(project.paths.journal, events.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const lock = await acquireWriterLock(project.paths.writerLock, { command: 'a test' });
  if (!lock.ok) throw new Error(lock.error.kind);
  expect((await planOf(project))[0]).toBe('prepare stale: never ran');
  lock.value.dispose();
  expect((await planOf(project))[0]).toBe('prepare stale: was interrupted, never ran');
});

test('results of an execution that was killed count although the lock does not have them yet', async () => {
  const project = temporaryProject({ ...files, 'build/clean.txt': 'raw\n' });
  const locked = {
    fingerprint: sha256('whatever'),
    command: 'cat data/raw.txt > build/clean.txt',
    params: {},
    env: {},
    inputs: { 'data/raw.txt': { digest: sha256('raw\n'), size: 4 } },
    outputs: { 'build/clean.txt': { digest: sha256('other\n'), size: 6 } },
  };
  const started = '{"type":"execution-started"}\n{"type":"task-started","task":"prepare"}\n';
  const ended = { type: 'task-ended', task: 'prepare', outcome: { kind: 'succeeded' }, locked };
  // Killed in the middle of publishing, it is finished by the next run.
  for (const event of [ended, { type: 'task-publishing', task: 'prepare', locked }]) {
    writeFileSync(project.paths.journal, `${started}${JSON.stringify(event)}\n`);
    expect((await planOf(project))[0]).toBe('prepare stale: output changed: build/clean.txt');
  }
  rmSync(project.paths.journal);
  expect((await planOf(project))[0]).toContain('never ran');
});
