// `node tools/run.mjs setup`: everything that the other tools would install on the way, now.
import { main } from './lib/main.mts';
import { say } from './lib/say.mts';
import { setUpVscode } from './vscode/setup.mts';

await main(async () => {
  await setUpVscode();
  say('Everything is installed.');
  return 0;
});
