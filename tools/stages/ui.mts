// Browser-driven tests of the installed .vsix: what a user sees, with screenshots in test-artifacts/.
import { vsixOfThisTest } from '../lib/build.mts';
import { runVitest } from '../lib/vitest.mts';
import { setUpVscode } from '../vscode/setup.mts';
import type { Stage } from './stage.mts';

/** `npm test -- ui [-t text]`. */
export const ui: Stage = {
  name: 'ui',
  title: 'a user in VS Code, with the installed .vsix',
  groups: ['e2e'],
  run: async (args) => {
    await setUpVscode();
    const vsix = await vsixOfThisTest();
    return runVitest('ui', ['--config', 'test/e2e/ui/vitest.config.mts', ...args], { FAIRLEAD_VSIX: vsix });
  },
};
