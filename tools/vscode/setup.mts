// VS Code itself (the npm package code-server), a browser and fonts, installed in vscode-host/: a folder of its own, because these
// packages' install scripts refuse Node 20 and none of them is needed.
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { vscodeHost } from '../lib/paths.mts';
import { runNpm } from '../lib/process.mts';
import { duration, say, Stop } from '../lib/say.mts';

const server = path.join(vscodeHost, 'node_modules', 'code-server', 'lib', 'vscode');
const stamp = path.join(vscodeHost, 'node_modules', '.setup');
const shim = path.join(vscodeHost, 'spdlog-shim.cjs');

/** Installs what is missing; a moment when nothing is. */
export async function setUpVscode(): Promise<void> {
  const wanted = digest(path.join(vscodeHost, 'package-lock.json')) + digest(shim);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const begun = Date.now();
  say('Installing VS Code and a browser from the npm registry into vscode-host/ (once; about a minute, 0.9 GB) …');
  await npm(['ci', '--ignore-scripts'], vscodeHost);
  // `install`, not `ci`: code-server's npm-shrinkwrap.json lacks an entry, so `ci` refuses it. What is native comes prebuilt.
  await npm(['install', '--omit=dev', '--ignore-scripts'], server);
  copyFileSync(shim, path.join(server, 'node_modules', '@vscode', 'spdlog', 'index.js'));
  writeFileSync(stamp, wanted);
  say(`Installed in ${duration(Date.now() - begun)}.`);
}

async function npm(args: readonly string[], cwd: string): Promise<void> {
  const { code, output } = await runNpm([...args, '--no-audit', '--no-fund', '--loglevel=error'], { cwd });
  if (code === 0) return;
  const text = output.trim().split('\n').slice(-12).join('\n');
  throw new Stop(
    `npm ${args.join(' ')} failed in ${cwd}: is the npm registry reachable, and the disk not full?\n${text}`,
  );
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}
