import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Disposable } from '../../../src/core/base/scope';
import { collectProjectGarbage } from '../../../src/core/project/collectProjectGarbage';
import { openProject } from '../../../src/core/project/openProject';
import { runProject } from '../../../src/core/project/runProject';
import { acquireWriterLock, lockHolder } from '../../../src/core/run/writerLock';
import { openJsonLinesRunStore } from '../../../src/core/track/jsonLinesRunStore';
import type { Run } from '../../../src/core/track/run';
import { temporaryProject, type TemporaryProject } from '../cache/temporaryProject';
import { endings, runToEnd } from './runEvents';

const spec = `fairlead: 1
name: demo
steps:
  prepare:
    run: cp data.txt clean.txt
    inputs: [data.txt]
    outputs: [clean.txt]
  train:
    run: wc -c < clean.txt > model.txt
    inputs: [clean.txt]
    outputs: [model.txt]
`;
const files = { 'fairlead.yaml': spec, 'data.txt': 'one\n' };

function runsOf({ paths }: TemporaryProject): readonly Run[] {
  const store = openJsonLinesRunStore(paths.runsFile);
  try {
    return store.list();
  } finally {
    store.close();
  }
}

async function holdLock({ paths }: TemporaryProject): Promise<Disposable> {
  const lock = await acquireWriterLock(paths.writerLock, { command: 'a test' });
  if (!lock.ok) throw new Error(lock.error.kind);
  return lock.value;
}

test('a run makes the outputs, the lock and the records; the next one has nothing to do', async () => {
  const project = temporaryProject(files);
  expect(endings(await runToEnd(project))).toEqual(['prepare succeeded', 'train succeeded']);
  expect(project.read('model.txt').trim()).toBe('4');
  expect(project.read('fairlead.lock')).toContain('  train:\n');
  expect(runsOf(project).map(({ status }) => status)).toEqual(['FINISHED', 'FINISHED', 'FINISHED']);
  const before = project.list('.').map((path) => [path, readFileSync(project.at(path)).toString('base64')]);
  expect(endings(await runToEnd(project))).toEqual(['prepare fresh', 'train fresh']);
  const unchanged = (path: string): boolean => !path.endsWith('stat-cache');
  const after = project.list('.').map((path) => [path, readFileSync(project.at(path)).toString('base64')]);
  expect(after.filter(([path]) => unchanged(path!))).toEqual(before.filter(([path]) => unchanged(path!)));
});

test('what was made once is restored instead of made again', async () => {
  const project = temporaryProject(files);
  await runToEnd(project);
  project.write({ 'data.txt': 'two and more\n' });
  expect(endings(await runToEnd(project))).toEqual(['prepare succeeded', 'train succeeded']);
  project.write({ 'data.txt': 'one\n' });
  expect(endings(await runToEnd(project))).toEqual(['prepare restored', 'train restored']);
  expect(project.read('model.txt').trim()).toBe('4');
});

test('a run knows its commit and whether files differed from it', async () => {
  const project = temporaryProject(files);
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
      cwd: project.paths.root,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', 'fairlead.yaml', 'data.txt');
  git('commit', '-q', '-m', 'first');
  await runToEnd(project);
  const commit = git('rev-parse', 'HEAD').trim();
  expect(runsOf(project)[0]?.tags).toMatchObject({ 'mlflow.source.git.commit': commit });
  expect(git('status', '--porcelain').includes('.fairlead')).toBe(false);
});

test('what a crash left open is recorded with the commit that it began with', async () => {
  const project = temporaryProject(files);
  const git = (...words: string[]): string =>
    execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', ...words], {
      cwd: project.paths.root,
      encoding: 'utf8',
    });
  git('init', '-q');
  git('add', 'fairlead.yaml');
  git('commit', '-q', '-m', 'first');
  const commit = git('rev-parse', 'HEAD').trim();
  await runToEnd(project);
  // As if it had been killed before its end: the journal has lost its last line.
  const journal = readFileSync(project.paths.journal, 'utf8').trimEnd().split('\n');
  writeFileSync(project.paths.journal, `${journal.slice(0, -1).join('\n')}\n`);
  git('commit', '-q', '--allow-empty', '-m', 'second');
  await runToEnd(project);
  const recovered = runsOf(project).filter((run) => run.tags['fairlead.recovered'] === 'true');
  expect(recovered).toMatchObject([{ tags: { 'mlflow.source.git.commit': commit, 'fairlead.dirty': 'false' } }]);
});

test('a second writer is told who holds the pipeline; one that waits runs after it', async () => {
  const project = temporaryProject(files);
  const lock = await holdLock(project);
  const opened = openProject(project.paths.root, 'fairlead.yaml');
  const signal = new AbortController().signal;
  expect(await runProject(opened, { selection: {} }, signal)).toMatchObject({
    ok: false,
    error: { kind: 'held', holder: { command: 'a test' } },
  });
  const told: string[] = [];
  const waiting = runToEnd(project, {
    wait: true,
    onWaiting: (message) => {
      told.push(message);
      lock.dispose();
    },
  });
  expect(endings(await waiting)).toEqual(['prepare succeeded', 'train succeeded']);
  expect(told).toHaveLength(1);
});

test('the lock is free again after a run that could not be planned, and after one that was given up', async () => {
  const project = temporaryProject(files);
  const opened = openProject(project.paths.root, 'fairlead.yaml');
  const signal = new AbortController().signal;
  expect(await runProject(opened, { selection: { only: ['nothing'] } }, signal)).toMatchObject({
    ok: false,
    error: { kind: 'unknown-selection' },
  });
  const started = await runProject(opened, { selection: {} }, signal);
  if (!started.ok) throw new Error(started.error.kind);
  for await (const event of started.value) if (event.type === 'execution-started') break;
  expect(endings(await runToEnd(project))).toContain('train succeeded');
});

test('a run that is stopped while it reads its inputs runs nothing and lets go of the lock', async () => {
  const project = temporaryProject({ ...files, 'data.txt': '' });
  // A hole takes no room, but reading it would take minutes.
  truncateSync(project.at('data.txt'), 2 ** 38);
  const opened = openProject(project.paths.root, 'fairlead.yaml');
  const stopping = new AbortController();
  const run = runProject(opened, { selection: {} }, stopping.signal);
  setTimeout(() => stopping.abort(), 50);
  expect(await run).toEqual({ ok: false, error: { kind: 'cancelled' } });
  expect(lockHolder(project.paths.writerLock)).toBeUndefined();
});

test('secrets come from the editor or the environment, and reach only the step that names them', async () => {
  const project = temporaryProject({
    'fairlead.yaml': `fairlead: 1
name: secrets
steps:
  with:
    run: echo "$TOKEN $FAIRLEAD_SECRET_TOKEN" > with.txt
    secrets: [TOKEN]
    outputs: [with.txt]
  without:
    run: echo "$FAIRLEAD_SECRET_TOKEN" > without.txt
    outputs: [without.txt]
`,
  });
  await runToEnd(project, {
    env: { ...process.env, TOKEN: 'from the terminal', FAIRLEAD_SECRET_TOKEN: 'from the editor' },
  });
  expect(project.read('with.txt').trim()).toBe('from the editor');
  expect(project.read('without.txt').trim()).toBe('');
});

test('the value of a secret is written nowhere, not even when the step fails, and a new one makes nothing stale', async () => {
  const project = temporaryProject({
    'fairlead.yaml': `fairlead: 1
name: secrets
steps:
  good: { run: 'test -n "$TOKEN" && touch good.txt', secrets: [TOKEN], outputs: [good.txt] }
  bad: { run: 'test -z "$TOKEN"', secrets: [TOKEN], needs: [good] }
`,
  });
  const run = (token: string) => runToEnd(project, { env: { ...process.env, FAIRLEAD_SECRET_TOKEN: token } });
  expect(endings(await run('hidden-value'))).toEqual(['bad failed', 'good succeeded']);
  expect(project.list('.').filter((path) => project.read(path).includes('hidden-value'))).toEqual([]);
  expect(endings(await run('another'))).toEqual(['bad failed', 'good fresh']);
});

test('garbage is what neither the lock nor the last executions refer to', async () => {
  const project = temporaryProject(files);
  await runToEnd(project);
  project.write({ 'data.txt': 'two\n' });
  await runToEnd(project);
  const collect = (keepExecutions: number, dryRun = false) =>
    collectProjectGarbage(project.paths.root, { keepExecutions, dryRun });
  expect(await collect(2)).toMatchObject({ ok: true, value: { objects: 0, bytes: 0 } });
  expect(await collect(1, true)).toMatchObject({ ok: true, value: { objects: 1, bytes: 4 } });
  expect(await collect(1)).toMatchObject({ ok: true, value: { objects: 1, bytes: 4 } });
  expect(await collect(0)).toMatchObject({ ok: true, value: { objects: 0 } });
  rmSync(project.at('model.txt'));
  expect(endings(await runToEnd(project))).toEqual(['prepare fresh', 'train restored']);
});

test('garbage is not collected while a pipeline of the folder runs', async () => {
  const project = temporaryProject(files);
  await runToEnd(project);
  const lock = await holdLock(project);
  expect(await collectProjectGarbage(project.paths.root, { keepExecutions: 1, dryRun: false })).toMatchObject({
    ok: false,
    error: { kind: 'held' },
  });
  lock.dispose();
});

test('a change in a directory names the file that changed', async () => {
  const project = temporaryProject({
    'fairlead.yaml':
      'fairlead: 1\nname: d\nsteps:\n  count:\n    run: cat data/* > all.txt\n    inputs: [data]\n    outputs: [all.txt]\n',
    'data/a.csv': 'a',
    'data/b.csv': 'b',
  });
  await runToEnd(project);
  project.write({ 'data/b.csv': 'changed', 'data/c.csv': 'new' });
  const plan = await openProject(project.paths.root, 'fairlead.yaml').plan({});
  expect(plan.ok && plan.value.plan.tasks[0]?.verdict).toEqual({
    kind: 'stale',
    reasons: [{ kind: 'data-changed', path: 'data', files: ['b.csv', 'c.csv'] }],
  });
});
