// Stages of vitest: the pure parts, the language server over stdio, the examples as a user runs them.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { root } from '../lib/paths.mts';
import { runVitest } from '../lib/vitest.mts';
import { skipped, type Stage } from './stage.mts';

/** Folders of test/ that are stages of their own. */
const apart = ['server', 'examples', 'e2e'];

const unit: Stage = {
  name: 'unit',
  title: 'architecture, core, terminal, views',
  groups: [],
  run: (args) => {
    const excluded = apart.flatMap((folder) => ['--exclude', `test/${folder}/**`]);
    return runVitest('unit', args.length > 0 ? args : excluded);
  },
};

function folder(name: string, title: string): Stage {
  return {
    name,
    title,
    groups: [],
    run: (args) => {
      if (!hasTests(path.join(root, 'test', name))) return Promise.resolve(skipped(`test/${name} holds no test`));
      return runVitest(name, [`test/${name}/`, ...args]);
    },
  };
}

function hasTests(directory: string): boolean {
  try {
    return readdirSync(directory, { recursive: true }).some((file) => /\.test\.tsx?$/.test(file.toString()));
  } catch {
    return false;
  }
}

export const vitestStages: readonly Stage[] = [
  unit,
  folder('server', 'the language server over stdio'),
  folder('examples', 'the examples, run from end to end'),
];
