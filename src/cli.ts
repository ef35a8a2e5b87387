// The first file of the terminal program, written for any Node a user may have: it only decides which Node runs the
// rest. What needs a current Node is in src/cli/main.ts, another bundle, so that an old one never has to parse it.
import * as nodeModule from 'node:module';
import type * as Main from './cli/main';
import { canRun, relaunch } from './cli/projectNode';

if (canRun(process.versions.node)) {
  // The compiled code is kept between starts. Where the folder for it cannot be written, Node goes on without.
  nodeModule.enableCompileCache();
  // The bundle beside this one exports exactly what src/cli/main.ts exports.
  const { main } = nodeModule.createRequire(__filename)('./cliMain.js') as typeof Main;
  void main(process.argv.slice(2));
} else {
  relaunch(__filename, process.argv.slice(2));
}
