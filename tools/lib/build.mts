// Sources -> dist/ -> the .vsix file that a user installs.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { bin, root, temporary } from './paths.mts';
import { runNode } from './process.mts';
import { Stop } from './say.mts';

/** Builds dist/ as it is shipped, from nothing: what an older build left there must not travel along. */
export async function buildProduct(): Promise<void> {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const { code, output } = await runNode(path.join(root, 'esbuild.js'), ['--production']);
  if (code !== 0) throw new Stop(`The build failed:\n${output}`);
}

/** Where the end-to-end stages of one `npm test` share the file that they install. */
const testVsix = path.join(temporary, 'fairlead.vsix');

/** Forgets what an earlier `npm test` packed: a verdict is about the sources as they are. */
export function forgetVsix(): void {
  rmSync(testVsix, { force: true });
}

/** The file that this `npm test` packed; a stage that runs alone builds and packs it first. */
export async function vsixOfThisTest(): Promise<string> {
  if (existsSync(testVsix)) return testVsix;
  await buildProduct();
  return packVsix();
}

/** Packs dist/ into `file`, by default where the tests look for it, and returns its path. */
export async function packVsix(file = testVsix): Promise<string> {
  mkdirSync(path.dirname(file), { recursive: true });
  const vsce = path.join(bin, '@vscode', 'vsce', 'vsce');
  const { code, output } = await runNode(vsce, [
    ...['package', '--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links', '--out', file],
  ]);
  if (code !== 0) throw new Stop(`The extension could not be packed:\n${output}`);
  return file;
}

/** `fairlead-0.1.0.vsix`: the name a release has. */
export function releaseName(): string {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${manifest.name}-${manifest.version}.vsix`;
}
