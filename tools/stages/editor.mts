// The mocha suite inside the extension host of a real VS Code, with the extension unpacked from the very .vsix.
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { vsixOfThisTest } from '../lib/build.mts';
import { copyFlights } from '../lib/fixture.mts';
import { artifacts, root } from '../lib/paths.mts';
import { bundleSuite, readSuiteResult, suiteEntry } from '../lib/suite.mts';
import { launchBrowser } from '../vscode/browser.mts';
import { startVscodeServer, type VscodeServer } from '../vscode/server.mts';
import { quietSettings } from '../vscode/settings.mts';
import { setUpVscode } from '../vscode/setup.mts';
import { skipped, type Outcome, type Stage } from './stage.mts';

const timeoutMs = 300_000;

/** `npm test -- editor [--grep text]`. */
export const editor: Stage = {
  name: 'editor',
  title: 'inside the extension host of a real VS Code',
  groups: ['e2e'],
  run: async (args) => {
    const { values } = parseArgs({ args: [...args], options: { grep: { type: 'string' } } });
    if (!existsSync(path.join(root, 'test', 'e2e', 'suite', 'index.ts')))
      return skipped('test/e2e/suite holds no suite');
    await setUpVscode();
    await bundleSuite();
    const vsix = await vsixOfThisTest();
    mkdirSync(artifacts, { recursive: true });
    const logFile = path.join(artifacts, 'editor-server.log');
    const server = await startVscodeServer({
      settings: quietSettings,
      vsix,
      extensionTests: true,
      idleSeconds: 300,
      logFile,
    });
    try {
      return await runSuite(server, values.grep ?? '');
    } finally {
      await server.stop();
    }
  },
};

async function runSuite(server: VscodeServer, grep: string): Promise<Outcome> {
  const result = path.join(mkdtempSync(path.join(tmpdir(), 'fairlead-result-')), 'result.json');
  const environment = { FAIRLEAD_E2E_RESULT: result, FAIRLEAD_E2E_GREP: grep, CI: process.env.CI ?? '' };
  const url = server.url(copyFlights(), [
    ['skipWelcome', 'true'],
    ['extensionDevelopmentPath', server.remote(installedExtension(server))],
    ['extensionTestsPath', server.remote(suiteEntry)],
    ['extensionEnvironment', JSON.stringify(environment)],
  ]);
  const watch = { late: false };
  const browser = await launchBrowser();
  try {
    const context = await browser.newContext();
    const page = await context.newPage();
    const ended = Promise.withResolvers<undefined>();
    const end = (): void => ended.resolve(undefined);
    // VS Code calls these two; they must be there before it loads.
    await page.exposeFunction('codeAutomationExit', end);
    const log = path.join(artifacts, 'editor.log');
    writeFileSync(log, '');
    await page.exposeFunction('codeAutomationLog', (_type: string, words: readonly unknown[]) => {
      appendFileSync(log, `${words.map(String).join(' ')}\n`);
    });
    page.on('crash', end);
    const timer = setTimeout(() => {
      watch.late = true;
      end();
    }, timeoutMs);
    await page.goto(url);
    await ended.promise;
    clearTimeout(timer);
    if (!existsSync(result)) await page.screenshot({ path: path.join(artifacts, 'editor-without-verdict.png') });
    await context.close();
  } finally {
    await browser.close();
  }
  return watch.late && !existsSync(result) ? tooLate() : readSuiteResult(result);
}

function tooLate(): Outcome {
  const minutes = String(timeoutMs / 60_000);
  const message = `The suite did not end within ${minutes} minutes: test-artifacts/editor.log says how far it came.`;
  return { passed: 0, failed: 1, skipped: 0, failures: [message] };
}

function installedExtension(server: VscodeServer): string {
  const extensions = path.join(server.dataFolder, 'extensions');
  const name = readdirSync(extensions).find((entry) => entry.startsWith('fairlead.'));
  if (name === undefined) throw new Error(`the extension was not installed into ${extensions}`);
  return path.join(extensions, name);
}
