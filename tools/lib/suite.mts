// The mocha suite that runs inside VS Code's extension host: how it is bundled and how its verdict is read.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { clip, type Outcome } from '../stages/stage.mts';
import { root, temporary } from './paths.mts';

/** Where the bundled suite is; its `run()` is what VS Code calls. */
export const suiteEntry = path.join(temporary, 'e2e', 'suite', 'index.js');

/** What the suite writes when it ended; without it the extension host is gone, whatever exit code was reported. */
interface SuiteResult {
  readonly stats?: { readonly passes: number; readonly failures: number; readonly pending: number };
  /** Rejections that nobody handled while the tests ran. */
  readonly stray: readonly string[];
  readonly fatal?: string;
  readonly output: string;
}

/** One bundle a file, so that a failing import breaks its own tests only. */
export async function bundleSuite(): Promise<void> {
  const outdir = path.dirname(suiteEntry);
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: globSync(['test/e2e/suite/index.ts', 'test/e2e/suite/**/*.test.ts'], { cwd: root }),
    outbase: 'test/e2e/suite',
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    logLevel: 'warning',
  });
}

/** The verdict. A host that crashed reports success, so only the file counts. */
export function readSuiteResult(file: string): Outcome {
  if (!existsSync(file)) return broken('The extension host ended before its tests did: it crashed.');
  const { stats, stray, fatal, output } = JSON.parse(readFileSync(file, 'utf8')) as SuiteResult;
  if (fatal !== undefined || !stats) return broken(fatal ?? 'The suite reported no figures.');
  if (stats.passes + stats.failures + stats.pending === 0) return broken('No test ran.');
  const failed = stats.failures + stray.length;
  const failures =
    failed === 0
      ? []
      : [clip(output.slice(Math.max(0, output.indexOf('passing'))), 6000), ...stray.map((text) => clip(text, 800))];
  return { passed: stats.passes, failed, skipped: stats.pending, failures };
}

function broken(message: string): Outcome {
  return { passed: 0, failed: 1, skipped: 0, failures: [clip(message)] };
}
