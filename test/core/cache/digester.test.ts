import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { openDigester } from '../../../src/core/cache/digester';
import { hashFiles } from '../../../src/core/cache/hashFiles';
import { openStatMemory } from '../../../src/core/cache/statMemory';
import { statOf } from '../../../src/core/cache/walk';
import type { PathState } from '../../../src/core/plan/task';
import { must, temporaryProject, type TemporaryProject } from './temporaryProject';

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

/** The state of one path as a digester without any memory sees it. */
async function stateOf(project: TemporaryProject, path: string): Promise<PathState> {
  rmSync(project.paths.statCache, { force: true });
  return must(await openDigester(project.paths).digest([path])).get(path)!;
}

async function filesOf(project: TemporaryProject, path: string): Promise<string[]> {
  const state = await stateOf(project, path);
  return state.kind === 'directory' ? Object.keys(state.files) : [state.kind];
}

test('a file is its SHA-256 and its size', async () => {
  const project = temporaryProject({ 'data.csv': 'a,b\n1,2\n' });
  expect(await stateOf(project, 'data.csv')).toEqual({ kind: 'file', digest: sha('a,b\n1,2\n'), size: 8 });
});

test('an empty file is a file', async () => {
  const project = temporaryProject({ empty: '' });
  expect(await stateOf(project, 'empty')).toEqual({ kind: 'file', digest: sha(''), size: 0 });
});

test('a file larger than the buffer is digested whole', async () => {
  const content = 'x'.repeat(3 * 1024 * 1024 + 1);
  const project = temporaryProject({ big: content });
  expect(await stateOf(project, 'big')).toMatchObject({ digest: sha(content) });
});

test('what is not there is missing, also below a file', async () => {
  const project = temporaryProject({ file: '' });
  expect(await stateOf(project, 'nothing')).toEqual({ kind: 'missing' });
  expect(await stateOf(project, 'file/below')).toEqual({ kind: 'missing' });
  expect(await stateOf(project, 'no/*.csv')).toEqual({ kind: 'missing' });
});

test('a directory is the set of its files: names and contents count, times do not', async () => {
  const project = temporaryProject({ 'data/b.csv': 'b', 'data/a/x.csv': 'x' });
  const before = await stateOf(project, 'data');
  expect(before).toMatchObject({ kind: 'directory', size: 2, files: { 'a/x.csv': sha('x'), 'b.csv': sha('b') } });
  utimesSync(project.at('data/b.csv'), 1, 1);
  expect(await stateOf(project, 'data')).toMatchObject({ digest: (before as { digest: string }).digest });
  project.write({ 'data/c.csv': '' });
  expect(await stateOf(project, 'data')).not.toMatchObject({ digest: (before as { digest: string }).digest });
});

test('a trailing slash does not change what a directory is', async () => {
  const project = temporaryProject({ 'data/a': '1' });
  expect(await stateOf(project, 'data/')).toEqual(await stateOf(project, 'data'));
});

test('a renamed file makes another directory', async () => {
  const one = await stateOf(temporaryProject({ 'd/a': '1', 'd/b': '2' }), 'd');
  const other = await stateOf(temporaryProject({ 'd/a': '2', 'd/b': '1' }), 'd');
  expect((one as { digest: string }).digest).not.toBe((other as { digest: string }).digest);
});

test('file names that are hostile to lists stay apart', async () => {
  const one = await stateOf(temporaryProject({ 'd/a\nb': '' }), 'd');
  const other = await stateOf(temporaryProject({ 'd/a': '', 'd/b': '' }), 'd');
  expect((one as { digest: string }).digest).not.toBe((other as { digest: string }).digest);
  expect(await filesOf(temporaryProject({ 'd/__proto__': 'p', 'd/ä ö': '' }), 'd')).toEqual(['__proto__', 'ä ö']);
});

test('what tools leave in folders does not count', async () => {
  const project = temporaryProject({
    'src/a.py': '',
    'src/__pycache__/a.pyc': '1',
    'src/.git/HEAD': '',
    'src/.fairlead/x': '',
    'src/.fairlead-12-ab.tmp': '',
    'src/.ipynb_checkpoints/a': '',
    'src/.env': '',
  });
  expect(await filesOf(project, 'src')).toEqual(['.env', 'a.py']);
});

test('globs match as in a shell and name their files relative to their folder', async () => {
  const project = temporaryProject({
    'd/a.csv': '',
    'd/b.txt': '',
    'd/x/c.csv': '',
    'd/.hidden.csv': '',
    'e/a.csv': '',
  });
  expect(await filesOf(project, 'd/*.csv')).toEqual(['a.csv']);
  expect(await filesOf(project, 'd/**/*.csv')).toEqual(['a.csv', 'x/c.csv']);
  expect(await filesOf(project, '{d,e}/a.csv')).toEqual(['d/a.csv', 'e/a.csv']);
  expect(await filesOf(project, './d/*.{txt,csv}')).toEqual(['a.csv', 'b.txt']);
});

test('a file whose name looks like a glob is that file', async () => {
  const project = temporaryProject({ 'data [1].csv': 'x' });
  expect(await stateOf(project, 'data [1].csv')).toMatchObject({ kind: 'file', digest: sha('x') });
});

test('links count as what they lead to; one that leads nowhere is missing', async () => {
  const project = temporaryProject({ 'store/a': '1', 'd/own': '2' });
  symlinkSync('../store/a', project.at('d/link'));
  symlinkSync('../store', project.at('d/folder'));
  symlinkSync('nowhere', project.at('d/dangling'));
  symlinkSync('loop', project.at('loop'));
  expect(await filesOf(project, 'd')).toEqual(['folder/a', 'link', 'own']);
  expect(await stateOf(project, 'd/link')).toEqual(await stateOf(project, 'store/a'));
  expect(await stateOf(project, 'd/dangling')).toEqual({ kind: 'missing' });
  expect(await stateOf(project, 'loop')).toEqual({ kind: 'missing' });
});

test('a link to a folder around it does not lead round and round', async () => {
  const project = temporaryProject({ 'd/x/a': '' });
  symlinkSync('../..', project.at('d/x/up'));
  symlinkSync('.', project.at('d/self'));
  // `up` leads to the root, which is not around the walk: it is entered, but `d` in it is not entered a second time.
  expect((await filesOf(project, 'd')).filter((file) => !file.startsWith('x/up/'))).toEqual(['x/a']);
});

test('a pipe is refused instead of being waited for', async () => {
  const project = temporaryProject({ 'd/a': '' });
  execFileSync('mkfifo', [project.at('pipe'), project.at('d/pipe')]);
  expect(await openDigester(project.paths).digest(['pipe'])).toEqual({
    ok: false,
    error: { code: 'EINVAL', path: 'pipe', message: 'cannot read pipe: pipe is neither a file nor a folder' },
  });
  expect(await filesOf(project, 'd')).toEqual(['a']);
});

test.skipIf(process.getuid?.() === 0)('an unreadable file is a failure that names it', async () => {
  const project = temporaryProject({ 'd/a': '', 'd/secret': '' });
  chmodSync(project.at('d/secret'), 0);
  expect(await openDigester(project.paths).digest(['d'])).toMatchObject({
    ok: false,
    error: { code: 'EACCES', path: 'd/secret' },
  });
});

test('a path that no file can have is a failure, not an exception', async () => {
  const project = temporaryProject();
  const tooLong = 'x'.repeat(300);
  expect(await openDigester(project.paths).digest([tooLong])).toMatchObject({
    ok: false,
    error: { code: 'ENAMETOOLONG' },
  });
  expect(await openDigester(project.paths).digest(['a\0b'])).toMatchObject({
    ok: false,
    error: { code: 'ERR_INVALID_ARG_VALUE' },
  });
});

test('an unchanged file is not read again: its stat answers', async () => {
  const project = temporaryProject({ data: 'one' });
  await olderThanATick(project.at('data'));
  const digester = openDigester(project.paths);
  must(await digester.digest(['data']));
  digester.save();
  // A memory that says something else proves that nobody looked into the file.
  const memory = openStatMemory(project.paths.statCache);
  memory.remember('data', statOf(project.at('data'))!, sha('remembered') as `sha256:${string}`);
  memory.save();
  expect(must(await openDigester(project.paths).digest(['data'])).get('data')).toMatchObject({
    digest: sha('remembered'),
  });
});

test('a changed file is read again, even with the same size and modification time', async () => {
  const project = temporaryProject({ data: 'one' });
  utimesSync(project.at('data'), 1_000_000, 1_000_000);
  await olderThanATick(project.at('data'));
  const digester = openDigester(project.paths);
  must(await digester.digest(['data']));
  writeFileSync(project.at('data'), 'two');
  utimesSync(project.at('data'), 1_000_000, 1_000_000);
  expect(must(await digester.digest(['data'])).get('data')).toMatchObject({ digest: sha('two') });
});

test('a digest taken in the tick of a change is not remembered', async () => {
  const project = temporaryProject({ data: 'one' });
  const digester = openDigester(project.paths);
  // Rewriting without a pause hits the same tick of the file system's clock again and again.
  for (let i = 0; i < 300; i++) {
    const content = String(i).padStart(3, '0');
    writeFileSync(project.at('data'), content);
    expect(must(await digester.digest(['data'])).get('data')).toMatchObject({ digest: sha(content) });
  }
});

test('a memory that is torn, foreign or of another layout is no memory', async () => {
  const project = temporaryProject({ data: 'one' });
  await olderThanATick(project.at('data'));
  const digester = openDigester(project.paths);
  must(await digester.digest(['data']));
  digester.save();
  const whole = readFileSync(project.paths.statCache);
  for (const bad of [
    whole.subarray(0, whole.length - 1),
    Buffer.from('hello'),
    Buffer.alloc(100),
    Buffer.from('{}\n'),
    Buffer.from(''),
  ]) {
    writeFileSync(project.paths.statCache, bad);
    expect(must(await openDigester(project.paths).digest(['data'])).get('data')).toMatchObject({ digest: sha('one') });
  }
});

test('what another session remembered is kept when this one saves', async () => {
  const project = temporaryProject({ a: '1', b: '2' });
  await olderThanATick(project.at('b'));
  for (const path of ['a', 'b']) {
    const digester = openDigester(project.paths);
    must(await digester.digest([path]));
    digester.save();
  }
  const memory = openStatMemory(project.paths.statCache);
  expect(memory.recall('a', statOf(project.at('a'))!)).toBe(sha('1'));
  expect(memory.recall('b', statOf(project.at('b'))!)).toBe(sha('2'));
});

test('saving to a folder that is gone is no failure of the caller', async () => {
  const project = temporaryProject({ a: '1' });
  await olderThanATick(project.at('a'));
  const digester = openDigester(project.paths);
  must(await digester.digest(['a']));
  rmSync(project.paths.stateDir, { recursive: true });
  digester.save();
  expect(must(await digester.digest(['a'])).get('a')).toMatchObject({ digest: sha('1') });
});

test('worker threads give the same digests in the same order, failures included', async () => {
  const project = temporaryProject();
  const script = await workerScript(project);
  mkdirSync(project.at('d'));
  writeFileSync(project.at('d/0'), '0');
  const paths = Array.from({ length: 1200 }, (_, i) => project.at(`d/${i % 7 === 6 ? 'missing' : i % 5}`));
  for (let i = 1; i < 5; i++) {
    copyFileSync(project.at('d/0'), project.at(`d/${i}`));
    appendFileSync(project.at(`d/${i}`), String(i));
  }
  // Sizes are only a forecast: claiming more makes the work worth a pool.
  const files = paths.map((path) => ({ path, size: 1 << 20 }));
  const pooled = await hashFiles(files, { worker: script });
  expect(pooled).toEqual(await hashFiles(files));
  expect(pooled.filter((result) => !result.ok)).toHaveLength(171);
  expect(await hashFiles(files, { worker: project.at('no-such-worker.js') })).toEqual(pooled);
});

test('reading stops when it is told to, in this thread and on worker threads', async () => {
  const project = temporaryProject({ 'one.bin': '', 'two.bin': '' });
  // Holes take no room, but reading them would take minutes.
  for (const name of ['one.bin', 'two.bin']) truncateSync(project.at(name), 2 ** 38);
  const here = new AbortController();
  const digested = openDigester(project.paths).digest(['one.bin'], here.signal);
  setImmediate(() => here.abort());
  expect(await digested).toMatchObject({ ok: false, error: { code: 'ABORTED' } });
  const pool = new AbortController();
  const worker = await workerScript(project);
  const files = ['one.bin', 'two.bin'].map((name) => ({ path: project.at(name), size: 2 ** 38 }));
  const hashed = hashFiles(files, { worker, signal: pool.signal });
  setImmediate(() => pool.abort());
  expect(await hashed).toEqual([]);
});

/** The bundle of a worker thread, as it lies beside the product's own. */
async function workerScript(project: TemporaryProject): Promise<string> {
  const outfile = project.at('digestWorker.js');
  const entry = join(__dirname, '../../../src/core/cache/digestWorker.ts');
  await build({ entryPoints: [entry], bundle: true, platform: 'node', outfile });
  return outfile;
}

/** Waits until the clock of the file system has moved on from the file's last change, as it has for any file but the newest. */
async function olderThanATick(path: string): Promise<void> {
  while (Date.now() - statSync(path).ctimeMs < 25) await setTimeout(5);
}
