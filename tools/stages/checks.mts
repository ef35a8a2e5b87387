// Stages that look at the sources: types, lint, format, generated files, unused code.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { bin, root } from '../lib/paths.mts';
import { runNode } from '../lib/process.mts';
import { oneCheck, skipped, type Stage } from './stage.mts';

function check(name: string, title: string, script: readonly string[], args: readonly string[]): Stage {
  return {
    name,
    title,
    groups: ['check'],
    run: async () => {
      const { code, output } = await runNode(path.join(bin, ...script), args);
      return oneCheck(code === 0, output);
    },
  };
}

const eslintArgs = ['--cache', '--cache-location', 'node_modules/.cache/eslint/', '--max-warnings', '0', '.'];
const reference = path.join(root, 'tools', 'generate-reference.mjs');

const generated: Stage = {
  name: 'generated',
  title: 'generated files are up to date',
  groups: ['check'],
  run: async () => {
    if (!existsSync(reference)) return skipped('tools/generate-reference.mjs is not there');
    const { code, output } = await runNode(reference, ['--check']);
    return oneCheck(code === 0, output);
  },
};

export const checks: readonly Stage[] = [
  check('types', 'TypeScript, strict', ['typescript', 'bin', 'tsc'], ['-b']),
  check('lint', 'ESLint, type-checked', ['eslint', 'bin', 'eslint.js'], eslintArgs),
  check('format', 'Prettier', ['prettier', 'bin', 'prettier.cjs'], ['--check', '--log-level', 'warn', '.']),
  check('unused', 'no unused files, exports, dependencies', ['knip', 'bin', 'knip.js'], ['--no-progress']),
  generated,
];
