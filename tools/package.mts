// `npm run package`: a .vsix in the root of the clone, ready for "Extensions: Install from VSIX…".
import { statSync } from 'node:fs';
import path from 'node:path';
import { buildProduct, packVsix, releaseName } from './lib/build.mts';
import { main } from './lib/main.mts';
import { root } from './lib/paths.mts';
import { say } from './lib/say.mts';

await main(async () => {
  say('Building …');
  await buildProduct();
  const file = await packVsix(path.join(root, releaseName()));
  say(`${path.relative(root, file)} (${(statSync(file).size / 1024).toFixed(0)} KB)`);
  say(`Install it with: code --install-extension ${path.relative(root, file)}`);
  return 0;
});
