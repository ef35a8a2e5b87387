// What running costs beyond the commands themselves: 500 `cp` steps (250 chains of two, two at a time) against the same
// commands started by Node alone; and what an execution costs that finds everything fresh. CPU time of this process and of
// all its children; targets: at most 5 ms a step over the bare start, and a no-op of 5,000 fresh steps far below 0.6 s.
// `npm run bench run-overhead 2500` takes 2,500 chains instead.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type RunOptions, type Tasks, TestProject } from '../test/core/run/testProject';

const chains = Number(process.argv[2] ?? 250);
const steps = String(2 * chains);

/** CPU milliseconds of this process, and of its children that ended (counted in ticks of 10 ms). */
function cpu(): { readonly own: number; readonly children: number } {
  const { user, system } = process.cpuUsage();
  const stat = readFileSync('/proc/self/stat', 'latin1');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { own: (user + system) / 1000, children: (Number(fields[13]) + Number(fields[14])) * 10 };
}

async function measure(title: string, steps: number, work: () => Promise<unknown>): Promise<number> {
  const [before, started] = [cpu(), performance.now()];
  await work();
  const after = cpu();
  const [own, children] = [after.own - before.own, after.children - before.children];
  const wall = performance.now() - started;
  const each = (ms: number) => (ms / steps).toFixed(2);
  const line = `${each(own + children)} ms CPU a step (${each(own)} own, ${each(children)} children), ${each(wall)} ms wall`;
  process.stdout.write(`${title.padEnd(44)} ${line}\n`);
  return (own + children) / steps;
}

const commands = (chain: number): readonly [string, string] => [
  `cp data/${String(chain)}.txt out/${String(chain)}.a`,
  `cp out/${String(chain)}.a out/${String(chain)}.b`,
];

function makeTasks(count: number): Tasks {
  const tasks: Record<string, Tasks[string]> = {};
  for (let chain = 0; chain < count; chain += 1) {
    const [first, second] = commands(chain);
    const name = String(chain);
    tasks[`a${name}`] = { run: first, inputs: [`data/${name}.txt`], outputs: [`out/${name}.a`] };
    tasks[`b${name}`] = { run: second, inputs: [`out/${name}.a`], outputs: [`out/${name}.b`] };
  }
  return tasks;
}

function makeProject(count: number): TestProject {
  const project = new TestProject();
  mkdirSync(project.path('data'));
  mkdirSync(project.path('out'));
  for (let chain = 0; chain < count; chain += 1)
    writeFileSync(project.path(`data/${String(chain)}.txt`), `text ${String(chain)}\n`);
  return project;
}

/** The floor: Node starts `sh -c` for each command, two at a time. */
async function bare(project: TestProject): Promise<void> {
  const lane = async (first: number) => {
    for (let chain = first; chain < chains; chain += 2) {
      for (const command of commands(chain)) {
        await new Promise((resolve) =>
          spawn('sh', ['-c', command], { cwd: project.root, stdio: 'ignore' }).once('exit', resolve),
        );
      }
    }
  };
  await Promise.all([lane(0), lane(1)]);
}

const twoJobs: RunOptions = { more: { machine: { cpus: 2, memoryBytes: 1, gpus: [], jobs: 2 } } };

async function main(): Promise<void> {
  const project = makeProject(chains);
  const floor = await measure(`bare start of ${steps} commands`, 2 * chains, () => bare(project));
  rmSync(project.path('out'), { recursive: true });
  const tasks = makeTasks(chains);
  const run = await measure(`first run of ${steps} steps`, 2 * chains, () => project.run(tasks, twoJobs));
  process.stdout.write(`${'over the bare start'.padEnd(44)} ${(run - floor).toFixed(2)} ms CPU a step (target 5)\n`);
  await measure('second run, all fresh (digests included)', 2 * chains, () => project.run(tasks, twoJobs));
  project.dispose();
}

void main();
