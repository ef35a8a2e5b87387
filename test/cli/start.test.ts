// What a start costs is decided by what is evaluated: V8 itself says which modules of the bundle were.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli, type Folder } from './fairlead';
import { twoSteps } from './projects';

useBuiltCli();
afterAll(removeFolders);

interface Coverage {
  readonly result: readonly {
    readonly url: string;
    readonly functions: readonly {
      readonly functionName: string;
      readonly ranges: readonly { readonly count: number }[];
    }[];
  }[];
}

/** The packages that a command evaluated: the bundler wraps each lazy module in a function named after its file. */
async function packagesOf(folder: Folder, ...args: readonly string[]): Promise<readonly string[]> {
  const directory = mkdtempSync(join(tmpdir(), 'fairlead-coverage-'));
  await folder.start(args, { env: { NODE_V8_COVERAGE: directory } }).ended;
  const names = readdirSync(directory).flatMap((file) => {
    const { result } = JSON.parse(readFileSync(join(directory, file), 'utf8')) as Coverage;
    const functions = result.filter(({ url }) => url.endsWith('cliMain.js')).flatMap((script) => script.functions);
    return functions.filter(({ ranges }) => (ranges[0]?.count ?? 0) > 0).map(({ functionName }) => functionName);
  });
  rmSync(directory, { recursive: true, force: true });
  const packages = names.flatMap((name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(name)?.[1] ?? []);
  return [...new Set(packages)].sort();
}

describe('a start evaluates no more than it needs', () => {
  it('the version needs the command line alone', async () => {
    expect(await packagesOf(makeFolder({}), 'version')).toEqual(['commander']);
  });

  it('a run with nothing to do parses no YAML and checks no schema', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    const found = await packagesOf(folder, 'run');
    expect(found.filter((name) => ['yaml', 'zod', 'smol-toml'].includes(name))).toEqual([]);
  });

  it('a check needs both, so this test can see them', async () => {
    const found = await packagesOf(makeFolder({ 'fairlead.yaml': twoSteps }), 'check');
    expect(found).toEqual(expect.arrayContaining(['yaml', 'zod']));
  });
});
