import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { expect, test } from 'vitest';
import type { Digest } from '../../../src/core/base/digest';
import { openContentStore, type StoreOptions } from '../../../src/core/cache/contentStore';
import { openDigester } from '../../../src/core/cache/digester';
import { sha256 } from '../../../src/core/cache/sha256';
import { entryPath, temporaryDir } from '../../../src/core/cache/storePaths';
import { must, temporaryProject, type TemporaryProject } from './temporaryProject';

/** Digests and stores a path; answers its digest. */
async function keep(project: TemporaryProject, path: string): Promise<Digest> {
  const state = must(await openDigester(project.paths).digest([path])).get(path)!;
  must(await openContentStore(project.paths).put(project.at(path), state));
  return (state as { digest: Digest }).digest;
}

async function restore(
  project: TemporaryProject,
  digest: Digest,
  path: string,
  options: StoreOptions = {},
): Promise<void> {
  must(await openContentStore(project.paths, options).restore(digest, project.at(path)));
}

const objectOf = (project: TemporaryProject, text: string): string => entryPath(project.paths, 'objects', sha256(text));

test('a file comes back as it was, into a folder that has to be made', async () => {
  const project = temporaryProject({ 'out/model.bin': 'weights' });
  const digest = await keep(project, 'out/model.bin');
  rmSync(project.at('out'), { recursive: true });
  await restore(project, digest, 'out/model.bin');
  expect(project.read('out/model.bin')).toBe('weights');
  expect(project.list('.fairlead/tmp')).toEqual([]);
});

test('a restored file may be written to, and stays executable; the cache keeps what it had', async () => {
  const project = temporaryProject({ tool: '#!/bin/sh\n' });
  chmodSync(project.at('tool'), 0o755);
  const digest = await keep(project, 'tool');
  await restore(project, digest, 'again');
  expect(statSync(project.at('again')).mode & 0o700).toBe(0o700);
  writeFileSync(project.at('again'), 'edited in place');
  await restore(project, digest, 'third');
  expect(project.read('third')).toBe('#!/bin/sh\n');
});

test('a directory comes back whole: what was there before is gone', async () => {
  const project = temporaryProject({ 'd/a': '1', 'd/x/b': '2' });
  const digest = await keep(project, 'd');
  rmSync(project.at('d/a'));
  project.write({ 'd/later': '3' });
  await restore(project, digest, 'd');
  expect(project.list('d')).toEqual(['a', 'x/b']);
  expect(project.read('d/x/b')).toBe('2');
});

test('an empty directory comes back', async () => {
  const project = temporaryProject();
  mkdirSync(project.at('empty'));
  const digest = await keep(project, 'empty');
  rmSync(project.at('empty'), { recursive: true });
  await restore(project, digest, 'empty');
  expect(project.list('empty')).toEqual([]);
});

test('a file replaces a directory and a directory a file', async () => {
  const project = temporaryProject({ file: 'f', 'd/a': '1' });
  const [file, directory] = [await keep(project, 'file'), await keep(project, 'd')];
  await restore(project, file, 'd');
  await restore(project, directory, 'file');
  expect(project.read('d')).toBe('f');
  expect(project.read('file/a')).toBe('1');
});

test('the files of a directory are told by its digest', async () => {
  const project = temporaryProject({ 'd/a': '1', 'd/x/b': '2' });
  const store = openContentStore(project.paths);
  expect({ ...store.directoryFiles(await keep(project, 'd')) }).toEqual({ a: sha256('1'), 'x/b': sha256('2') });
  expect(store.directoryFiles(sha256('nothing'))).toBeUndefined();
});

test('equal content is kept once', async () => {
  const project = temporaryProject({ a: 'same', b: 'same', 'd/c': 'same' });
  for (const path of ['a', 'b', 'd']) await keep(project, path);
  expect(project.list('.fairlead/cache/objects')).toHaveLength(1);
});

test('content that changed after it was digested is refused, and nothing of it is kept', async () => {
  const project = temporaryProject({ a: 'old' });
  const state = must(await openDigester(project.paths).digest(['a'])).get('a')!;
  writeFileSync(project.at('a'), 'new');
  const put = await openContentStore(project.paths).put(project.at('a'), state);
  expect(put).toMatchObject({ ok: false, error: { code: 'CHANGED', path: project.at('a') } });
  expect(project.list('.fairlead/cache')).toEqual([]);
  expect(project.list('.fairlead/tmp')).toEqual([]);
});

test.each<[string, (object: string) => void]>([
  ['overwritten', (object) => writeFileSync(object, 'xxx')],
  ['cut off by a power failure, its times kept', (object) => cutKeepingTimes(object)],
])('an object that was %s is not taken for what it should be', async (_, damage) => {
  const project = temporaryProject({ a: 'abc' });
  const digest = await keep(project, 'a');
  chmodSync(objectOf(project, 'abc'), 0o644);
  damage(objectOf(project, 'abc'));
  const restored = await openContentStore(project.paths).restore(digest, project.at('a'));
  expect(restored).toMatchObject({ ok: false, error: { code: 'ENOENT' } });
  expect(project.read('a')).toBe('abc');
  expect(openContentStore(project.paths).has(digest)).toBe(false);
  await keep(project, 'a');
  expect(openContentStore(project.paths).has(digest)).toBe(true);
});

function cutKeepingTimes(object: string): void {
  const { atime, mtime } = statSync(object);
  truncateSync(object, 0);
  utimesSync(object, atime, mtime);
}

test('an object that was only touched is read once and trusted again', async () => {
  const project = temporaryProject({ a: 'abc' });
  const digest = await keep(project, 'a');
  utimesSync(objectOf(project, 'abc'), 1, 1);
  expect(openContentStore(project.paths).has(digest)).toBe(true);
  expect(statSync(objectOf(project, 'abc')).mtimeMs).not.toBe(1000);
});

test('a directory whose file is lost is not held, and restoring it leaves the place as it was', async () => {
  const project = temporaryProject({ 'd/a': '1', 'd/b': '2' });
  const digest = await keep(project, 'd');
  rmSync(objectOf(project, '2'));
  project.write({ 'd/a': 'present' });
  expect(openContentStore(project.paths).has(digest)).toBe(false);
  expect(await openContentStore(project.paths).restore(digest, project.at('d'))).toMatchObject({ ok: false });
  expect(project.read('d/a')).toBe('present');
  expect(project.list('.fairlead/tmp')).toEqual([]);
});

test('hardlinks on request: the bytes are shared and cannot be edited in place', async () => {
  const project = temporaryProject({ a: 'large' });
  const digest = await keep(project, 'a');
  await restore(project, digest, 'linked', { hardlinks: true });
  expect(statSync(project.at('linked')).ino).toBe(statSync(objectOf(project, 'large')).ino);
  expect(statSync(project.at('linked')).mode & 0o222).toBe(0);
});

test('what a fingerprint made is remembered while all of it is held', async () => {
  const project = temporaryProject({ a: '1', b: '2' });
  const outputs = { a: await keep(project, 'a'), b: await keep(project, 'b') };
  const store = openContentStore(project.paths);
  const fingerprint = sha256('fingerprint');
  expect(store.taskOutputs(fingerprint)).toBeUndefined();
  must(store.rememberTask(fingerprint, outputs));
  expect(store.taskOutputs(fingerprint)).toEqual(outputs);
  rmSync(objectOf(project, '2'));
  expect(store.taskOutputs(fingerprint)).toBeUndefined();
});

test('a task memory that is torn is none', () => {
  const project = temporaryProject();
  const store = openContentStore(project.paths);
  must(store.rememberTask(sha256('f'), {}));
  for (const text of ['', '{"a":"sha', '[1]', '{"a":1}', 'null']) {
    writeFileSync(entryPath(project.paths, 'tasks', sha256('f')), text);
    expect(store.taskOutputs(sha256('f'))).toBeUndefined();
  }
});

const canMount = process.platform === 'linux' && process.getuid?.() === 0 && mounts();

function mounts(): boolean {
  const project = '/tmp/fairlead-mount-probe';
  mkdirSync(project, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', project], { stdio: 'ignore' });
    execFileSync('umount', [project]);
    return true;
  } catch {
    return false;
  }
}

/** Runs `act` with a small file system of its own mounted at `path`. */
async function onSmallDisk(project: TemporaryProject, path: string, act: () => Promise<void>): Promise<void> {
  mkdirSync(project.at(path), { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', project.at(path)]);
  try {
    await act();
  } finally {
    execFileSync('umount', [project.at(path)]);
  }
}

test.skipIf(!canMount)('a full disk is a failure that names the file, and leaves no part behind', async () => {
  const project = temporaryProject({ big: 'x'.repeat(1 << 20), small: 'y' });
  const state = must(await openDigester(project.paths).digest(['big'])).get('big')!;
  await onSmallDisk(project, '.fairlead', async () => {
    const store = openContentStore(project.paths);
    const put = await store.put(project.at('big'), state);
    expect(put).toMatchObject({ ok: false, error: { code: 'ENOSPC' } });
    expect((put as { error: { message: string } }).error.message).toContain('the disk is full');
    expect(project.list('.fairlead')).toEqual([]);
    await keep(project, 'small');
    execFileSync('mount', ['-o', 'remount,ro', project.at('.fairlead')]);
    const other = must(await openDigester(project.paths).digest(['big'])).get('big')!;
    expect(await store.put(project.at('big'), other)).toMatchObject({ ok: false, error: { code: 'EROFS' } });
    expect(store.has(sha256('y'))).toBe(true);
  });
});

test.skipIf(!canMount)('content is restored onto another file system, whole', async () => {
  const project = temporaryProject({ 'd/a': '1' });
  const digest = await keep(project, 'd');
  await onSmallDisk(project, 'mounted', async () => {
    await restore(project, digest, 'mounted/d');
    expect(project.list('mounted')).toEqual(['d/a']);
  });
});

test('restoring through a link to a folder writes where it leads', async () => {
  const project = temporaryProject({ a: '1' });
  const digest = await keep(project, 'a');
  mkdirSync(project.at('real'));
  symlinkSync('real', project.at('link'));
  await restore(project, digest, 'link/a');
  expect(readFileSync(project.at('real/a'), 'utf8')).toBe('1');
  expect(existsSync(temporaryDir(project.paths))).toBe(true);
});
