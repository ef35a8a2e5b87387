// `npm run bench [name]`: every bench/*.bench.ts in turn, each in a process of its own; what follows the name goes to it.
import path from 'node:path';
import { build } from 'esbuild';
import { globSync } from 'tinyglobby';
import { buildProduct } from './lib/build.mts';
import { main } from './lib/main.mts';
import { root, temporary } from './lib/paths.mts';
import { runNode } from './lib/process.mts';
import { bold, say, Stop } from './lib/say.mts';

await main(async ([name, ...rest]) => {
  const all = globSync('bench/*.bench.ts', { cwd: root }).sort();
  const chosen = all.filter((file) => name === undefined || titleOf(file) === name);
  if (chosen.length === 0)
    throw new Stop(`No benchmark is called '${name ?? ''}'. There are: ${all.map(titleOf).join(', ')}.`);
  await buildProduct();
  const outdir = path.join(temporary, 'bench');
  await build({
    absWorkingDir: root,
    entryPoints: chosen,
    outdir,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    packages: 'external',
    logLevel: 'warning',
  });
  let failed = 0;
  for (const file of chosen) {
    say(bold(titleOf(file)));
    const bundle = path.join(outdir, path.basename(file).replace(/\.ts$/, '.js'));
    const { code } = await runNode(bundle, rest, { onOutput: (text) => process.stdout.write(text) });
    if (code !== 0) failed += 1;
  }
  return failed === 0 ? 0 : 1;
});

function titleOf(file: string): string {
  return path.basename(file, '.bench.ts');
}
