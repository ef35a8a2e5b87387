// Runs vitest and reads its report: counts, and for each failure a few lines that say where and what.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Outcome } from '../stages/stage.mts';
import { clip } from '../stages/stage.mts';
import { artifacts, bin, root } from './paths.mts';
import { runNode } from './process.mts';

/** The parts of vitest's JSON report that are read. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly FileResult[];
}

interface FileResult {
  readonly name: string;
  readonly status: string;
  readonly message?: string;
  readonly assertionResults: readonly {
    readonly fullName: string;
    readonly status: string;
    readonly failureMessages: readonly string[];
  }[];
}

/** Runs vitest with `args`; the whole output stays in test-artifacts/<name>.log. */
export async function runVitest(name: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  mkdirSync(artifacts, { recursive: true });
  const reportFile = path.join(artifacts, `${name}.json`);
  rmSync(reportFile, { force: true });
  const reporters = ['--reporter=verbose', '--reporter=json', `--outputFile.json=${reportFile}`];
  const { code, output } = await runNode(path.join(bin, 'vitest', 'vitest.mjs'), ['run', ...reporters, ...args], {
    env: { NO_COLOR: '1', ...env },
  });
  writeFileSync(path.join(artifacts, `${name}.log`), output);
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0, failures: [clip(output)] };
  return toOutcome(JSON.parse(readFileSync(reportFile, 'utf8')) as Report, code, output);
}

function toOutcome(report: Report, code: number, output: string): Outcome {
  const brokenFiles = report.testResults.filter(isBroken);
  const failures = [...brokenFiles.map(describeBroken), ...report.testResults.flatMap(describeFailures)];
  const failed = report.numFailedTests + brokenFiles.length;
  // An error outside of every test (an unhandled rejection) shows in the exit code alone.
  const stray = code !== 0 && failed === 0;
  return {
    passed: report.numPassedTests,
    failed: stray ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
    failures: stray ? [clip(output.slice(-4000))] : failures,
  };
}

/** A file that failed before any of its tests could. */
function isBroken(file: FileResult): boolean {
  return file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed');
}

function describeBroken(file: FileResult): string {
  return `${path.relative(root, file.name)}\n${clip(file.message ?? 'failed without a message', 800)}`;
}

function describeFailures(file: FileResult): string[] {
  return file.assertionResults
    .filter(({ status }) => status === 'failed')
    .map(
      ({ fullName, failureMessages }) =>
        `${path.relative(root, file.name)} > ${fullName}\n${clip(failureMessages.join('\n'), 1000)}`,
    );
}
