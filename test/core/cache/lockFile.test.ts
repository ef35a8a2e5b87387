import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { Digest } from '../../../src/core/base/digest';
import type { Json } from '../../../src/core/base/json';
import { readLock, writeLock } from '../../../src/core/cache/lockFile';
import { lockText } from '../../../src/core/cache/lockText';
import { sha256 } from '../../../src/core/cache/sha256';
import type { Lock, LockedTask } from '../../../src/core/plan/lock';
import { must, temporaryProject, type TemporaryProject } from './temporaryProject';

const prepare: LockedTask = {
  fingerprint: sha256('f'),
  command: 'python steps/prepare.py --rate 0.1',
  params: { 'train.rate': 0.1, name: 'a b', list: [1, { x: null }] },
  env: { OMP_NUM_THREADS: '2' },
  inputs: {
    'steps/prepare.py': { digest: sha256('code'), size: 4 },
    'data/ä.csv': { digest: sha256('data'), size: 5 },
  },
  outputs: { 'build/train.csv': { digest: sha256('train'), size: 6 } },
};

/** Forgets the parsed copy, so that the YAML itself is read. */
async function readYaml(project: TemporaryProject): Promise<ReturnType<typeof readLock>> {
  rmSync(`${project.paths.pipelineDir}/lock.json`, { force: true });
  return readLock(project.paths);
}

async function messageFor(text: string | Buffer): Promise<string> {
  const project = temporaryProject();
  writeFileSync(project.paths.lockFile, text);
  const read = await readYaml(project);
  return read.ok ? 'a lock' : read.error.message.replace(project.paths.root, '');
}

test('a lock reads as it will be seen in Git', () => {
  const lock: Lock = new Map([
    ['train[rate=0.1]', { ...prepare, params: {}, env: {}, inputs: {}, command: 'yes' }],
    ['prepare', prepare],
  ]);
  expect(lockText(lock).replaceAll(/sha256:([0-9a-f]{4})[0-9a-f]{60}/g, 'sha256:$1'))
    .toBe(`# What the last good run of each task read and made. Written by Fairlead; keep it in Git, do not edit it.
# After a merge conflict take either side: what it does not know is checked again.
version: 1
tasks:
  prepare:
    fingerprint: sha256:252f
    command: python steps/prepare.py --rate 0.1
    params:
      list: [1,{"x":null}]
      name: a b
      train.rate: 0.1
    env:
      OMP_NUM_THREADS: "2"
    inputs:
      "data/ä.csv": { digest: sha256:3a6e, size: 5 }
      steps/prepare.py: { digest: sha256:5694, size: 4 }
    outputs:
      build/train.csv: { digest: sha256:116f, size: 6 }
  train[rate=0.1]:
    fingerprint: sha256:252f
    command: "yes"
    outputs:
      build/train.csv: { digest: sha256:116f, size: 6 }
`);
});

test('the same lock gives the same bytes, whatever the order of its entries', () => {
  const entries: [string, LockedTask][] = [
    ['a', prepare],
    ['b', { ...prepare, inputs: Object.fromEntries(Object.entries(prepare.inputs).reverse()) }],
  ];
  expect(lockText(new Map(entries))).toBe(
    lockText(
      new Map([
        ['b', prepare],
        ['a', prepare],
      ]),
    ),
  );
});

test('a project that never ran has an empty lock', async () => {
  expect(await readLock(temporaryProject().paths)).toEqual({ ok: true, value: new Map() });
});

test('what is written is read back, from the copy and from the YAML', async () => {
  const project = temporaryProject();
  const lock: Lock = new Map([['prepare', prepare]]);
  must(writeLock(project.paths, lock));
  expect(must(await readLock(project.paths))).toEqual(lock);
  expect(must(await readYaml(project))).toEqual(lock);
  expect(existsSync(`${project.paths.pipelineDir}/lock.json`)).toBe(true);
});

test('an empty lock is read back', async () => {
  const project = temporaryProject();
  must(writeLock(project.paths, new Map()));
  expect(must(await readYaml(project))).toEqual(new Map());
});

test('a lock that Git changed is read anew, not from the copy', async () => {
  const project = temporaryProject();
  must(writeLock(project.paths, new Map([['prepare', prepare]])));
  writeFileSync(project.paths.lockFile, lockText(new Map([['other', prepare]])));
  expect([...must(await readLock(project.paths)).keys()]).toEqual(['other']);
});

test('a damaged copy is not used', async () => {
  const project = temporaryProject();
  must(writeLock(project.paths, new Map([['prepare', prepare]])));
  writeFileSync(
    `${project.paths.pipelineDir}/lock.json`,
    `${sha256(lockText(new Map([['prepare', prepare]])))}\n[["prepare`,
  );
  expect(must(await readLock(project.paths))).toEqual(new Map([['prepare', prepare]]));
});

/** Any text JSON can hold, hostile ones often. */
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    'true',
    '~',
    '- a',
    'a: b',
    'a #b',
    ' a',
    'a ',
    '0x1',
    '1e3',
    '.inf',
    '<<',
    '?',
    '',
    '\u2028',
    '\ud83d',
    '\r\n',
    '\t',
    "'",
    '|',
    '%a',
    '@',
    '[',
    '=',
    'x'.repeat(2000),
  ),
);
const digest = fc.string().map((seed): Digest => sha256(seed));
const paths = fc.dictionary(text, fc.record({ digest, size: fc.nat() }));
const locked: fc.Arbitrary<LockedTask> = fc.record({
  fingerprint: digest,
  command: text,
  template: text,
  params: fc.dictionary(text, fc.jsonValue() as fc.Arbitrary<Json>),
  env: fc.dictionary(text, text),
  inputs: paths,
  outputs: paths,
});

test('any lock means the same to a YAML library as to us', async () => {
  const project = temporaryProject();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(text, locked), { maxLength: 3 }), async (entries) => {
      const lock: Lock = new Map(entries.filter(([id]) => id !== '__proto__'));
      must(writeLock(project.paths, lock));
      const read = [...must(await readYaml(project))].sort(([a], [b]) => (a < b ? -1 : 1));
      const written = [...lock].sort(([a], [b]) => (a < b ? -1 : 1));
      // Through JSON, because it is what tells -0 from 0 as little as YAML does.
      expect(JSON.parse(JSON.stringify(read, sorted))).toEqual(JSON.parse(JSON.stringify(written, sorted)));
    }),
    { numRuns: 300 },
  );
});

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

test('every scalar is what YAML 1.1 readers take it for, too', () => {
  for (const command of [
    'yes',
    'NO',
    'on',
    'null',
    'y',
    'python a.py',
    'echo 1 # no comment',
    'a: b',
    '/bin/true',
    'echo "x" > y && z',
  ]) {
    const written = lockText(new Map([['t', { ...prepare, command }]]));
    for (const version of ['1.1', '1.2'] as const) {
      expect((parse(written, { version }) as { tasks: { t: { command: unknown } } }).tasks.t.command).toBe(command);
    }
  }
});

test('a merge conflict is named with its line and its remedy', async () => {
  const ours = lockText(new Map([['a', prepare]]));
  expect(await messageFor(ours.replace('tasks:\n', '<<<<<<< HEAD\ntasks:\n=======\n'))).toBe(
    'cannot use /fairlead.lock:4: a merge has left both versions here. Take either side (`git checkout --ours` or `--theirs`) and run again: what it does not know is checked again.',
  );
});

test.each<[string, string | Buffer, string]>([
  ['bytes that are no text', Buffer.from([0x76, 0xff, 0xfe]), '/fairlead.lock: it is not UTF-8 text'],
  ['no YAML', 'version: 1\ntasks: {\n', '/fairlead.lock:3: it is not valid YAML'],
  [
    'the same task twice',
    'version: 1\ntasks:\n  a: 1\n  a: 2\n',
    '/fairlead.lock:4: it is not valid YAML (Map keys must be unique',
  ],
  ['a list', '- 1\n', 'it does not hold a mapping'],
  ['nothing', '', 'it does not hold a mapping'],
  ['aliases', 'version: &a 1\ntasks: *a\n', 'it does not hold a mapping'],
  ['no version', 'tasks: {}\n', '`version` is missing'],
  ['a newer version', 'version: 2\ntasks: {}\n', 'it was written by a newer Fairlead (version 2); update Fairlead'],
  ['no tasks', 'version: 1\n', '`tasks` is missing'],
  ['half a task', `version: 1\ntasks:\n  a:\n    fingerprint: ${sha256('')}\n`, 'the entry of task a is not complete'],
  [
    'an edited digest',
    `version: 1\ntasks:\n  a:\n    fingerprint: md5:12\n    command: x\n`,
    'the entry of task a is not complete',
  ],
])('a lock that holds %s is refused in words', async (_, content, expected) => {
  expect(await messageFor(content)).toContain(expected);
});

test('a lock that cannot be written leaves the old one and no part behind', async () => {
  const project = temporaryProject({ 'fairlead.lock/occupied': '' });
  expect(writeLock(project.paths, new Map())).toMatchObject({ ok: false, error: { path: project.paths.lockFile } });
  expect(readdirSync(project.paths.root).sort()).toEqual(['.fairlead', 'fairlead.lock']);
  expect(await readLock(project.paths)).toMatchObject({
    ok: false,
    error: { message: expect.stringContaining('it is a folder, not a file') as string },
  });
});
