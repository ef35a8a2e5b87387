// `npm start`: the extension, built from this clone, open on examples/flights: in the VS Code of this machine where there is one and a
// display, else in VS Code in the browser. `--browser` asks for the browser, `--port 8080` for a port, `--folder <path>` for another project.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildProduct, packVsix } from './lib/build.mts';
import { main } from './lib/main.mts';
import { flights, root } from './lib/paths.mts';
import { run } from './lib/process.mts';
import { bold, dim, duration, green, say, Stop } from './lib/say.mts';
import { startVscodeServer, tryPort } from './vscode/server.mts';
import { friendlySettings } from './vscode/settings.mts';
import { setUpVscode } from './vscode/setup.mts';

/** Tried first, so that the address is the same from day to day. */
const usualPort = 8477;
/** A browser tab may sleep through a lunch; a forgotten server must not stay for days. */
const idleSeconds = 8 * 3600;

await main(async (args) => {
  const { values } = readOptions(args);
  const folder = path.resolve(values.folder ?? flights);
  if (!existsSync(folder)) throw new Stop(`There is no folder ${folder}.`);
  const local = values.browser ? undefined : await localVscode();
  const port = local === undefined ? await choosePort(values.port) : 0;
  say(`${bold('1.')} Building the extension …`);
  const begun = Date.now();
  await buildProduct();
  say(`   built in ${duration(Date.now() - begun)}`);
  return local === undefined ? openInBrowser(folder, port) : openLocally(local, folder);
});

function readOptions(args: readonly string[]): { values: { browser?: boolean; port?: string; folder?: string } } {
  try {
    const options = { browser: { type: 'boolean' }, port: { type: 'string' }, folder: { type: 'string' } } as const;
    return parseArgs({ args: [...args], options });
  } catch (error) {
    throw new Stop(`${(error as Error).message}\nUsage: npm start -- [--browser] [--port 8080] [--folder path]`);
  }
}

/** The `code` of this machine, when it can show a window here and is not the one of a remote session, which cannot load a clone. */
async function localVscode(): Promise<string | undefined> {
  const { DISPLAY, WAYLAND_DISPLAY, VSCODE_IPC_HOOK_CLI } = process.env;
  const display = process.platform !== 'linux' || DISPLAY !== undefined || WAYLAND_DISPLAY !== undefined;
  if (!display || VSCODE_IPC_HOOK_CLI !== undefined) return undefined;
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  const { code: exit } = await run(code, ['--version']);
  return exit === 0 ? code : undefined;
}

async function openLocally(code: string, folder: string): Promise<number> {
  say(`${bold('2.')} Opening VS Code on ${folder} …`);
  const spec = path.join(folder, 'fairlead.yaml');
  const files = existsSync(spec) ? [spec] : [];
  const opened = await run(code, ['--new-window', `--extensionDevelopmentPath=${root}`, folder, ...files]);
  if (opened.code !== 0) throw new Stop(`VS Code could not be opened:\n${opened.output}\nTry: npm start -- --browser`);
  whatToClick();
  return 0;
}

async function openInBrowser(folder: string, port: number): Promise<number> {
  await setUpVscode();
  say(`${bold('2.')} Packing it and starting VS Code in the browser …`);
  const vsix = await packVsix();
  const server = await startVscodeServer({ settings: friendlySettings, port, vsix, idleSeconds });
  const spec = path.join(folder, 'fairlead.yaml');
  say();
  say(
    `   Open  ${green(bold(server.url(folder, existsSync(spec) ? [['openFile', server.remote(spec)]] : undefined)))}`,
  );
  say();
  whatToClick();
  say(dim('Only this machine can reach it. Ctrl-C stops it.'));
  const code = await server.ended;
  say(
    code === 0
      ? 'VS Code ended: no page was open for eight hours. Run npm start again.'
      : `VS Code ended with exit code ${String(code)}.`,
  );
  return code;
}

/** The port asked for must be free; the usual one gives way to any other. */
async function choosePort(wanted: string | undefined): Promise<number> {
  if (wanted === undefined) return (await tryPort(usualPort)) ?? (await tryPort(0)) ?? usualPort;
  const port = Number(wanted);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Stop(`--port ${wanted} is not a port: give a number from 1 to 65535.`);
  if ((await tryPort(port)) === undefined) {
    throw new Stop(`Port ${wanted} is taken: stop what uses it, or leave --port out and a free one is chosen.`);
  }
  return port;
}

function whatToClick(): void {
  say('   What to do there:');
  say('   - fairlead.yaml is open: change a word, and see the problem on its exact place.');
  say('   - Click the Fairlead icon in the activity bar: the pipeline, its steps, and why each would run.');
  say('   - F1, "Fairlead: Run Pipeline": the steps run as tasks (they need python3); the tree turns fresh.');
  say('   - Change a value in params.yaml: only what depends on it turns stale.');
  say();
}
