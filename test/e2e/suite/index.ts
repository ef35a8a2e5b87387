// Runs the suite inside the extension host. VS Code calls `run` and ends when it settles; the verdict is the result file,
// since an extension host that crashes ends with exit code 0.
import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';

/** What the launcher reads: `stats` when the suite ran, `fatal` when it could not. */
interface Verdict {
  readonly stats?: Mocha.Stats;
  readonly stray: readonly string[];
  readonly fatal?: string;
}

const resultFile = process.env.FAIRLEAD_E2E_RESULT;
const grep = process.env.FAIRLEAD_E2E_GREP;
const printed: string[] = [];

/** Runs every `*.test.js` beside this file; rejects when anything failed. */
export async function run(): Promise<void> {
  const stray: string[] = [];
  // Mocha used as a library misses rejections that nobody handles. VS Code has some of its own, so only ours count.
  const onStray = (error: unknown): void => {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (/fairlead/i.test(text)) stray.push(text);
  };
  process.on('unhandledRejection', onStray);
  try {
    const stats = await runMocha();
    report({ stats, stray });
    if (stats.failures > 0 || stray.length > 0) throw new Error(`${stats.failures} failed, ${stray.length} stray`);
  } catch (error) {
    if (resultFile === undefined || !existsSync(resultFile))
      report({ fatal: error instanceof Error ? error.stack : String(error), stray });
    throw error;
  } finally {
    process.off('unhandledRejection', onStray);
  }
}

function runMocha(): Promise<Mocha.Stats> {
  const mocha = new Mocha({
    ui: 'tdd',
    timeout: 120_000,
    color: resultFile === undefined,
    forbidOnly: Boolean(process.env.CI),
    ...(grep ? { grep } : {}),
  });
  const log = console.log.bind(console);
  Mocha.reporters.Base.consoleLog = (...args: unknown[]): void => {
    const line = format(...args);
    printed.push(line);
    log(line);
  };
  for (const file of readdirSync(__dirname).sort()) if (file.endsWith('.test.js')) mocha.addFile(join(__dirname, file));
  return new Promise((resolve, reject) => {
    try {
      const runner = mocha.run(() => {
        if (runner.stats) resolve(runner.stats);
        else reject(new Error('mocha gave no statistics'));
      });
    } catch (error) {
      reject(error instanceof Error ? error : new Error(String(error))); // A test file that throws while it loads lands here.
    }
  });
}

/** Written whole or not at all: the launcher may look at any moment. */
function report(verdict: Verdict): void {
  if (resultFile === undefined) return;
  writeFileSync(`${resultFile}.tmp`, JSON.stringify({ output: printed.join('\n'), ...verdict }));
  renameSync(`${resultFile}.tmp`, resultFile);
}
