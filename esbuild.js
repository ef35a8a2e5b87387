// Builds everything that is shipped into dist/: the extension, the language server, the terminal program, the workers
// and one bundle per webview. `node esbuild.js [--production] [name...]`; tests call `build` with a folder of their own.
const { createHash } = require('node:crypto');
const { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');
const { gzipSync } = require('node:zlib');
const esbuild = require('esbuild');

const root = __dirname;
const codicons = dirname(require.resolve('@vscode/codicons/package.json'));

/** The bundles that run in Node. `cli` has to be read by any Node a user may have: it only finds a Node that can run `cliMain`. */
const nodeBundles = [
  { name: 'extension', entry: 'src/extension.ts', external: ['vscode'] },
  { name: 'server', entry: 'server/main.ts' },
  { name: 'planWorker', entry: 'server/planWorker.ts', optional: true },
  { name: 'cli', entry: 'src/cli.ts', target: 'node14', banner: '#!/usr/bin/env node' },
  { name: 'cliMain', entry: 'src/cli/main.ts' },
  { name: 'digestWorker', entry: 'src/core/cache/digestWorker.ts', optional: true },
  { name: 'layoutWorker', entry: 'src/host/graph/layoutWorker.ts', optional: true },
];

/**
 * Builds the named bundles, or all, into `outdir`.
 * @param {{ names?: readonly string[], production?: boolean, outdir?: string }} options
 * @returns {Promise<{ built: readonly string[], skipped: readonly string[] }>} files written, entries that do not exist
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
  if (panels.length > 0) copyCodicons(outdir);
  if (existsSync(join(outdir, 'cli.js'))) chmodSync(join(outdir, 'cli.js'), 0o755);
  const skipped = bundles.filter((bundle) => !present(bundle) && !bundle.optional).map(({ entry }) => entry);
  const built = results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => join(root, file));
  return { built, skipped };
}

function commonOptions(production) {
  return {
    absWorkingDir: root,
    bundle: true,
    minify: production,
    sourcemap: !production,
    legalComments: production ? 'linked' : 'inline',
    metafile: true,
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
  const scripts = files.filter((file) => /\.(js|css)$/.test(file)).sort();
  for (const file of scripts) {
    const content = readFileSync(file);
    const size = `${kilobytes(content.length)} (${kilobytes(gzipSync(content).length)} gzipped)`;
    console.log(`  ${relative(root, file).padEnd(28)} ${size}`);
  }
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(0).padStart(5)} KB`;

async function main(argv) {
  const names = argv.filter((word) => !word.startsWith('-'));
  const known = [...nodeBundles, ...webviewPanels()].map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) throw new Error(`no bundle is called ${unknown.join(', ')}; there are: ${known.join(', ')}`);
  const { built, skipped } = await build({ names, production: argv.includes('--production') });
  printSizes(built);
  // Every entry but the optional ones is a promise of package.json: a package without it would not start.
  if (skipped.length > 0) throw new Error(`nothing was built for ${skipped.join(', ')}: the file does not exist`);
}

if (require.main === module) {
  main(process.argv.slice(2)).catch((error) => {
    console.error(`esbuild.js: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
  });
}

module.exports = { build };
