// `npm run test:electron`: the same mocha suite in the desktop VS Code, where it can be downloaded.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { buildProduct } from './lib/build.mts';
import { copyFlights } from './lib/fixture.mts';
import { main } from './lib/main.mts';
import { root } from './lib/paths.mts';
import { say, Stop } from './lib/say.mts';
import { bundleSuite, readSuiteResult, suiteEntry } from './lib/suite.mts';

await main(async ([version = 'stable']) => {
  if (process.platform === 'linux' && !process.env.DISPLAY) {
    throw new Stop('The desktop VS Code needs a display: run it under xvfb-run -a, or use npm test, which needs none.');
  }
  say('Building …');
  await buildProduct();
  await bundleSuite();
  const result = path.join(mkdtempSync(path.join(tmpdir(), 'fairlead-result-')), 'result.json');
  const exit = await runTests({
    vscodeExecutablePath: await download(version),
    extensionDevelopmentPath: root,
    extensionTestsPath: suiteEntry,
    extensionTestsEnv: { FAIRLEAD_E2E_RESULT: result },
    launchArgs: [copyFlights(), '--disable-extensions', '--disable-workspace-trust'],
  }).catch(() => 1);
  const outcome = readSuiteResult(result);
  for (const failure of outcome.failures) say(failure);
  say(`${String(outcome.passed)} passed, ${String(outcome.failed)} failed`);
  return outcome.failed === 0 ? exit : 1;
});

async function download(version: string): Promise<string> {
  try {
    return await downloadAndUnzipVSCode(version);
  } catch (error) {
    throw new Stop(
      `VS Code ${version} could not be downloaded (${(error as Error).message}): npm test needs no download.`,
    );
  }
}
