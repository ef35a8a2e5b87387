// How long it takes to find out that nothing has to be done, process start included: `fairlead run` beside `make`, `dvc
// status` and `dvc repro` on the same pipeline. Prints a Markdown table.
//   npm run bench no-op -- [--without-dvc] [--only=500,1000,5000,directory]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { installDvc } from '../tools/lib/installDvc.mts';
import { measure, type Measurement, seconds, table } from './measure';
import { dvcLock, type Shape, writeProject, type WrittenProject } from './noOpProjects';

const home = process.cwd();
const work = join(home, '.tmp/bench');
const cli = join(home, 'dist/cli.js');

interface Case {
  readonly title: string;
  readonly shape: Shape;
  /** In processor seconds. */
  readonly target?: number;
}

const cases: Readonly<Record<string, Case>> = {
  500: { title: '500 steps', shape: { steps: 500, filesPerInput: 1 }, target: 0.25 },
  1000: { title: '1,000 steps, 20,000 input files', shape: { steps: 1000, filesPerInput: 20 } },
  5000: { title: '5,000 steps', shape: { steps: 5000, filesPerInput: 1 }, target: 0.6 },
  directory: { title: '1 step, a directory of 20,000 files', shape: { steps: 1, filesPerInput: 20_000 }, target: 0.25 },
};

function main(words: readonly string[]): void {
  const only = words.find((word) => word.startsWith('--only='))?.slice('--only='.length);
  const names = only === undefined ? Object.keys(cases) : only.split(',');
  const dvc = words.includes('--without-dvc') ? undefined : installedDvc();
  const rows = names.flatMap((name) => {
    const chosen = cases[name];
    if (chosen === undefined) throw new Error(`no case is called ${name}; there are: ${Object.keys(cases).join(', ')}`);
    return measureCase(name, chosen, dvc);
  });
  console.log(`\n${table(['', 'CPU s', 'wall s', 'fairlead is', 'target'], rows)}`);
}

function measureCase(name: string, { title, shape, target }: Case, dvc: string | undefined): string[][] {
  const root = join(work, `no-op-${name}`);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  say(`${title}: writing the project`);
  const project = writeProject(root, shape);
  const fairlead = (runs: number): Measurement => {
    const result = measure([process.execPath, cli, 'run'], { cwd: root, runs });
    if (result === undefined) throw new Error(`${title}: fairlead took longer than ten minutes`);
    return result;
  };
  say(`${title}: first run`);
  const first = fairlead(1);
  // What was written a moment ago is read once more before it is trusted: that is not the no-op to be measured.
  fairlead(1);
  say(`${title}: no-op`);
  const noOp = fairlead(5);
  const row = (tool: string, result: Measurement | undefined): string[] => [
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
  for (const command of ['status', 'repro']) {
    say(`${title}: dvc ${command}`);
    rows.push(row(`dvc ${command}`, measureDvc(dvc, command, root, project)));
  }
  return rows;
}

/** The first call fills DVC's own memory of digests; the second one is measured. */
function measureDvc(dvc: string, command: string, root: string, project: WrittenProject): Measurement | undefined {
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
  return measure([dvc, command], { cwd: root });
}

/** Without Python or PyPI the rest is measured. */
function installedDvc(): string | undefined {
  const dvc = installDvc(process.cwd());
  if ('program' in dvc) return dvc.program;
  say(`${dvc.why}: measuring without it`);
  return undefined;
}

const factor = (ratio: number): string =>
  ratio >= 1 ? `${ratio.toFixed(0)}x faster` : `${(1 / ratio).toFixed(1)}x slower`;

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

main(process.argv.slice(2));
