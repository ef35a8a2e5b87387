// A headless Chromium from the npm registry, unpacked once; an installed browser where that one does not run.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { chromium, type Browser } from 'playwright-core';
import { vscodeHost } from '../lib/paths.mts';
import { Stop } from '../lib/say.mts';

const modules = path.join(vscodeHost, 'node_modules');
const packed = path.join(modules, '@sparticuz', 'chromium');

/** Starts the browser. `CHROMIUM_PATH` names another one. */
export async function launchBrowser(): Promise<Browser> {
  const args = [
    ...['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'],
    ...['--disable-component-update', '--disable-sync'],
  ];
  const own = process.env.CHROMIUM_PATH;
  if (own !== undefined) return chromium.launch({ executablePath: own, headless: true, args });
  if (process.platform !== 'linux' || process.arch !== 'x64')
    return chromium.launch({ channel: 'chrome', headless: true, args });
  const folder = unpackChromium();
  return chromium.launch({
    executablePath: path.join(folder, 'chromium'),
    env: browserEnvironment(folder),
    headless: true,
    args,
  });
}

/** Unpacks beside its place, then renames: two at once do no harm. */
function unpackChromium(): string {
  const { version } = JSON.parse(readFileSync(path.join(packed, 'package.json'), 'utf8')) as { version: string };
  const cache = path.join(modules, '.cache');
  const folder = path.join(cache, `chromium-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(path.join(cache, 'unpack-'));
  try {
    writeFileSync(path.join(fresh, 'chromium'), unpacked('chromium.br'), { mode: 0o755 });
    for (const [file, folderName] of [
      ['al2023.tar.br', 'al2023'],
      ['fonts.tar.br', 'fonts'],
      ['swiftshader.tar.br', '.'],
    ] as const) {
      const target = path.join(fresh, folderName);
      mkdirSync(target, { recursive: true });
      execFileSync('tar', ['-xf', '-', '-C', target], { input: unpacked(file) });
    }
    writeFileSync(path.join(fresh, 'fonts', 'fonts.conf'), fontsConfig());
    renameSync(fresh, folder);
  } catch (error) {
    rmSync(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw new Stop(`The browser could not be unpacked into ${folder}: ${String(error)}`);
  }
  return folder;
}

function unpacked(file: string): Buffer {
  return brotliDecompressSync(readFileSync(path.join(packed, 'bin', file)));
}

/** Without fonts of our own a bare machine draws code in a proportional face. */
function fontsConfig(): string {
  const alias = (generic: string, face: string): string =>
    `<alias><family>${generic}</family><prefer><family>${face}</family></prefer></alias>`;
  return `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir prefix="relative">.</dir>
<dir>${path.join(modules, 'dejavu-fonts-ttf', 'ttf')}</dir><cachedir prefix="xdg">fontconfig</cachedir>
${alias('monospace', 'DejaVu Sans Mono')}${alias('sans-serif', 'DejaVu Sans')}${alias('system-ui', 'DejaVu Sans')}</fontconfig>`;
}

/** The package brings the libraries that a bare machine lacks; where the system has them, its own are the better ones. */
function browserEnvironment(folder: string): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  const env = { ...Object.fromEntries(inherited), FONTCONFIG_PATH: path.join(folder, 'fonts') };
  return missesLibraries(folder) ? { ...env, LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib') } : env;
}

function missesLibraries(folder: string): boolean {
  try {
    return execFileSync('ldd', [path.join(folder, 'chromium')], { encoding: 'utf8' }).includes('not found');
  } catch {
    return true;
  }
}
