// How long it takes to find out that nothing has to be done, process start included: `fairlead run` beside `make`, `dvc
// status` and `dvc repro` on the same pipeline. Prints a Markdown table.
//   node bench/no-op.mjs [--without-dvc] [--only 500,1000,5000,directory]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measure, seconds, table } from './measure.mjs';
import { dvcLock, writeProject } from './noOpProjects.mjs';

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const work = join(home, '.tmp/bench');
const node = join(home, 'node_modules/.bin/node');
const cli = join(home, 'dist/cli.js');

/** The targets are in processor seconds. */
const cases = {
  500: { title: '500 steps', shape: { steps: 500, filesPerInput: 1 }, target: 0.25 },
  1000: { title: '1,000 steps, 20,000 input files', shape: { steps: 1000, filesPerInput: 20 } },
  5000: { title: '5,000 steps', shape: { steps: 5000, filesPerInput: 1 }, target: 0.6 },
  directory: { title: '1 step, a directory of 20,000 files', shape: { steps: 1, filesPerInput: 20_000 }, target: 0.25 },
};

function main(words) {
  if (!existsSync(cli)) throw new Error('dist/cli.js does not exist: run `npm run build` first');
  const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length);
  const names = only === undefined ? Object.keys(cases) : only.split(',');
  const dvc = words.includes('--without-dvc') ? undefined : installedDvc();
  const rows = names.flatMap((name) => measureCase(name, cases[name], dvc));
  console.log(`\n${table(['', 'CPU s', 'wall s', 'fairlead is', 'target'], rows)}`);
}

function measureCase(name, { title, shape, target }, dvc) {
  const root = join(work, `no-op-${name}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  say(`${title}: writing the project`);
  const project = writeProject(root, shape);
  const fairlead = (words, runs) => measure([node, cli, ...words], { cwd: root, runs });
  say(`${title}: first run`);
  const first = fairlead(['run'], 1);
  fairlead(['run'], 1);
  say(`${title}: no-op`);
  const noOp = fairlead(['run'], 5);
  const row = (tool, result) => [
    tool,
    result === undefined ? 'over 600' : seconds(result.cpu),
    result === undefined ? 'over 600' : seconds(result.wall),
    result === undefined ? '' : factor(result.cpu / noOp.cpu),
    '',
  ];
  const rows = [
    [`**${title}**`, '', '', '', ''],
    [
      'fairlead run (first)',
      seconds(first.cpu),
      seconds(first.wall),
      `${((first.cpu / shape.steps) * 1000).toFixed(1)} ms a step`,
      '',
    ],
    [
      '**fairlead run**',
      `**${seconds(noOp.cpu)}**`,
      seconds(noOp.wall),
      '',
      target === undefined ? '' : String(target),
    ],
    row('make', measure(['make', '-s'], { cwd: root, runs: 5 })),
  ];
  if (dvc === undefined) return rows;
  for (const words of [['status'], ['repro']]) {
    say(`${title}: dvc ${words[0]}`);
    rows.push(row(`dvc ${words[0]}`, measureDvc(dvc, words, root, project)));
  }
  return rows;
}

/** The first call fills DVC's own memory of digests; the second one is measured. */
function measureDvc(dvc, words, root, project) {
  if (!existsSync(join(root, '.dvc'))) {
    execFileSync(dvc, ['init', '--no-scm', '-q'], { cwd: root });
    execFileSync(dvc, ['config', 'core.analytics', 'false'], { cwd: root });
    writeFileSync(
      join(root, 'dvc.lock'),
      dvcLock(project, (path) => readFileSync(join(root, path), 'utf8')),
    );
    const status = measure([dvc, 'status'], { cwd: root });
    if (status !== undefined && !status.output.includes('up to date'))
      throw new Error(`dvc has something to do:\n${status.output.slice(0, 1000)}`);
  }
  return measure([dvc, ...words], { cwd: root });
}

/** DVC from PyPI, in an environment of its own that Git does not see. Without Python or PyPI the rest is measured. */
function installedDvc() {
  const dvc = join(work, 'dvc/bin/dvc');
  if (existsSync(dvc)) return dvc;
  say('installing DVC (once)');
  try {
    execFileSync('python3', ['-m', 'venv', join(work, 'dvc')], { stdio: 'ignore' });
    execFileSync(join(work, 'dvc/bin/pip'), ['install', '-q', 'dvc==3.67.1'], { stdio: 'ignore' });
    return dvc;
  } catch {
    say('DVC cannot be installed here: measuring without it');
    return undefined;
  }
}

const factor = (ratio) => (ratio >= 1 ? `${ratio.toFixed(0)}x faster` : `${(1 / ratio).toFixed(1)}x slower`);

function say(text) {
  process.stderr.write(`${text}\n`);
}

main(process.argv.slice(2));
