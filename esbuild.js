// Builds everything that is shipped into dist/: the extension, the language server, the terminal program, the workers
// and one bundle per webview. `node esbuild.js [--production] [name...]`; tests call `build` with a folder of their own.
const { createHash } = require('node:crypto');
const {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} = require('node:fs');
const { dirname, join, relative, sep } = require('node:path');
const { gzipSync } = require('node:zlib');
const esbuild = require('esbuild');

const root = __dirname;
const codicons = dirname(require.resolve('@vscode/codicons/package.json'));

/** The bundles that run in Node. `cli` has to be read by any Node a user may have: it only finds a Node that can run `cliMain`. */
const nodeBundles = [
  { name: 'extension', entry: 'src/extension.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/main.ts' },
  { name: 'planWorker', entry: 'server/planWorker.ts' },
  { name: 'cli', entry: 'src/cli.ts', target: 'node14', banner: '#!/usr/bin/env node' },
  { name: 'cliMain', entry: 'src/cli/main.ts' },
  { name: 'digestWorker', entry: 'src/core/cache/digestWorker.ts' },
  { name: 'layoutWorker', entry: 'src/host/graph/layoutWorker.ts' },
];

/**
 * Builds the named bundles, or all, into `outdir`.
 * @param {{ names?: readonly string[], production?: boolean, outdir?: string }} options
 * @returns {Promise<{ files: readonly esbuild.OutputFile[], skipped: readonly string[] }>} what was written, entries that do not exist
 */
async function build({ names = [], production = false, outdir = join(root, 'dist') } = {}) {
  const wanted = ({ name }) => names.length === 0 || names.includes(name);
  const present = ({ entry }) => existsSync(join(root, entry));
  const bundles = nodeBundles.filter(wanted);
  const panels = webviewPanels().filter(wanted);
  const results = await Promise.all([
    ...bundles.filter(present).map((bundle) => esbuild.build(nodeOptions(bundle, production, outdir))),
    ...(panels.length > 0 ? [esbuild.build(webviewOptions(panels, production, outdir))] : []),
  ]);
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  for (const { path, contents } of files) writeWhole(path, contents);
  if (panels.length > 0) copyCodicons(outdir);
  if (names.length === 0) removeLeftovers(outdir, files);
  const skipped = bundles.filter((bundle) => !present(bundle)).map(({ entry }) => entry);
  return { files, skipped };
}

/** In one step: a program that starts while it is built again sees the old bundle or the new one, never half a one. */
function writeWhole(path, contents) {
  const draft = `${path}.${process.pid}.new`;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(draft, contents, { mode: path.endsWith(`${sep}cli.js`) ? 0o755 : 0o644 });
  renameSync(draft, path);
}

/** Source maps and licences that an earlier build of another kind left: they would belong to other bundles. */
function removeLeftovers(outdir, files) {
  const written = new Set(files.map(({ path }) => path));
  for (const name of readdirSync(outdir, { recursive: true })) {
    const path = join(outdir, name);
    if (/\.(map|LEGAL\.txt)$/.test(name) && !written.has(path)) rmSync(path, { force: true });
  }
}

function commonOptions(production) {
  return {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: !production,
    legalComments: production ? 'linked' : 'inline',
    write: false,
    logLevel: 'warning',
    define: {
      FAIRLEAD_BUILD: JSON.stringify(sourcesDigest()),
      FAIRLEAD_VERSION: JSON.stringify(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version),
      'process.env.NODE_ENV': JSON.stringify(production ? 'production' : 'development'),
    },
  };
}

/** Names what the core does: a program keeps what it read of a spec only as long as it would read the same again. */
function sourcesDigest() {
  const folder = join(root, 'src', 'core');
  const files = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith('.ts'));
  const hash = createHash('sha256');
  for (const name of files.sort()) hash.update(`${name}\0`).update(readFileSync(join(folder, name)));
  return hash.digest('hex').slice(0, 16);
}

function nodeOptions({ name, entry, external = [], target = 'node20', banner }, production, outdir) {
  return {
    ...commonOptions(production),
    entryPoints: [entry],
    outfile: join(outdir, `${name}.js`),
    platform: 'node',
    format: 'cjs',
    target,
    external,
    ...(banner === undefined ? {} : { banner: { js: banner } }),
  };
}

/** A panel is a folder of webviews/ with a main.tsx. */
function webviewPanels() {
  const folders = existsSync(join(root, 'webviews')) ? readdirSync(join(root, 'webviews')) : [];
  return folders
    .map((name) => ({ name, entry: `webviews/${name}/main.tsx` }))
    .filter(({ entry }) => existsSync(join(root, entry)));
}

function webviewOptions(panels, production, outdir) {
  return {
    ...commonOptions(production),
    entryPoints: panels.map(({ name, entry }) => ({ in: entry, out: name })),
    outdir: join(outdir, 'webviews'),
    platform: 'browser',
    format: 'iife',
    // VS Code 1.105 is Chromium 138; browsers in front of a VS Code server may be somewhat older.
    target: ['chrome120', 'firefox121', 'safari17'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    loader: { '.ttf': 'file', '.svg': 'text' },
    assetNames: '[name]',
  };
}

function copyCodicons(outdir) {
  mkdirSync(join(outdir, 'webviews'), { recursive: true });
  for (const file of ['codicon.css', 'codicon.ttf']) {
    copyFileSync(join(codicons, 'dist', file), join(outdir, 'webviews', file));
  }
}

function printSizes(files) {
  const scripts = files.filter(({ path }) => /\.(js|css)$/.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  for (const { path, contents } of scripts) {
    const size = `${kilobytes(contents.length)} (${kilobytes(gzipSync(contents).length)} gzipped)`;
    console.log(`  ${relative(root, path).padEnd(32)} ${size}`);
  }
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0).padStart(5)} KB`;

async function main(argv) {
  const names = argv.filter((word) => !word.startsWith('-'));
  const known = [...nodeBundles, ...webviewPanels()].map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no bundle is called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  const { files, skipped } = await build({ names, production: argv.includes('--production') });
  printSizes(files);
  // Every entry is a promise: package.json, or another bundle, starts it by its name.
  if (skipped.length > 0) throw new Error(`nothing was built for ${skipped.join(', ')}: the file does not exist`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(`esbuild.js: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}

module.exports = { build };
