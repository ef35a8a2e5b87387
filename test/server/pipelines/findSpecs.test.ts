import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { findSpecs } from '../../../server/pipelines/findSpecs';

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function folderWith(files: readonly string[]): string {
  const root = mkdtempSync(join(tmpdir(), 'fairlead-find-'));
  folders.push(root);
  for (const file of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), '');
  }
  return root;
}

async function found(
  root: string,
  exclude: readonly string[] = [],
  limits?: { folders: number; specs: number },
): Promise<string[]> {
  return (await findSpecs([root], exclude, limits)).map((path) => path.slice(root.length + 1));
}

test('specs at any depth, but not in folders of tools', async () => {
  const kept = ['a/b/train.fairlead.yml', 'fairlead.yaml', 'services/x/fairlead.yaml'];
  const skipped = ['node_modules', '.git', '.venv', '.fairlead'].map((folder) => `a/${folder}/fairlead.yaml`);
  expect(await found(folderWith([...kept, ...skipped, 'params.yaml']))).toEqual(kept);
});

test("what the editor's files.exclude hides is left out, with everything below it", async () => {
  const root = folderWith(['fairlead.yaml', 'old/deep/fairlead.yaml', 'x/skip.fairlead.yaml']);
  expect(await found(root, ['**/old', '**/skip.*'])).toEqual(['fairlead.yaml']);
});

test('a ring of links ends, a missing folder holds nothing, and the cap keeps what is near', async () => {
  const root = folderWith(['a/fairlead.yaml', 'a/b/fairlead.yaml']);
  symlinkSync(root, join(root, 'a', 'ring'));
  expect(await found(root)).toEqual(['a/b/fairlead.yaml', 'a/fairlead.yaml']);
  expect(await found(root, [], { folders: 2, specs: 10 })).toEqual(['a/fairlead.yaml']);
  expect(await findSpecs(['/no/such/folder'], [])).toEqual([]);
});

test('a spec in two folders that lie in each other is found once', async () => {
  const root = folderWith(['a/fairlead.yaml']);
  expect(await findSpecs([root, join(root, 'a')], [])).toHaveLength(1);
});
