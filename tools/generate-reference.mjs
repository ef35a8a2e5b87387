// Writes what is derived from the grammar and the rules: docs/reference/** and schemas/fairlead.schema.json.
// With --check nothing is written; a difference is printed and the exit code is 1.
import { build } from 'esbuild';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const check = process.argv.includes('--check');

const files = await generate();
const stale = await staleFiles(files);
if (check) {
  for (const path of stale)
    console.error(`${path} is not what the grammar and the rules say: run \`node tools/generate-reference.mjs\`.`);
  process.exitCode = stale.length > 0 ? 1 : 0;
} else {
  await write(files, stale);
  console.log(stale.length === 0 ? 'The reference is up to date.' : `Wrote ${String(stale.length)} files.`);
}

// The sources are TypeScript; they are bundled for this one import.
async function generate() {
  const outfile = join(root, 'node_modules', '.cache', 'fairlead', `reference-${String(process.pid)}.mjs`);
  await build({
    entryPoints: [join(root, 'src/core/spec/reference/referenceFiles.ts')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  });
  try {
    const { referenceFiles } = await import(pathToFileURL(outfile).href);
    return referenceFiles();
  } finally {
    await rm(outfile, { force: true });
  }
}

async function staleFiles(wanted) {
  const stale = [];
  for (const [path, text] of wanted) if ((await textOf(path)) !== text) stale.push(path);
  for (const name of await pages())
    if (!wanted.has(`docs/reference/rules/${name}`)) stale.push(`docs/reference/rules/${name}`);
  return stale;
}

async function write(wanted, stale) {
  for (const path of stale) {
    const text = wanted.get(path);
    if (text === undefined) await rm(join(root, path));
    else {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }
}

async function textOf(path) {
  try {
    return (await readFile(join(root, path), 'utf8')).replaceAll('\r\n', '\n');
  } catch {
    return undefined;
  }
}

async function pages() {
  try {
    return await readdir(join(root, 'docs/reference/rules'));
  } catch {
    return [];
  }
}
