// How long the terminal program takes to start: processor and wall time of small commands, beside an empty Node.
// `npm run bench start`; the target is 120 ms of wall time on an idle machine.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const cli = resolve('dist/cli.js');
const rounds = 20;

/** Target of the project: the program starts in less than this, in milliseconds of wall time on an idle machine. */
const targetMs = 120;

interface Measured {
  readonly cpuMs: number;
  readonly wallMs: number;
}

const folder = mkdtempSync(join(tmpdir(), 'fairlead-bench-'));
try {
  writeFileSync(join(folder, 'fairlead.yaml'), pipeline(20));
  measure(['run'], 1);
  report('node -e 0', measureNode(['-e', '0']));
  report('fairlead version', measure(['version']));
  report('fairlead --help', measure(['--help']));
  report('fairlead run (20 fresh steps)', measure(['run']));
  report('fairlead plan (20 fresh steps)', measure(['plan']));
  report('fairlead check (20 steps)', measure(['check']));
  say(`Target: ${targetMs} ms wall for a start. Mean of ${rounds} starts each, one after the other.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function measure(args: readonly string[], times = rounds): Measured {
  return measureNode([cli, ...args], times);
}

/** A shell starts the program several times and then says what its children used: exact, and without its own start. */
function measureNode(args: readonly string[], times = rounds): Measured {
  const script = `i=0; while [ $i -lt ${times} ]; do "$@" > /dev/null || exit 1; i=$((i+1)); done; cat /proc/$$/stat`;
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync('sh', ['-c', script, 'sh', process.execPath, ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} failed: ${stderr}`);
  // proc(5): fields 16 and 17, counted after the name in parentheses, in ticks of 10 ms.
  const fields = stdout.slice(stdout.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[13]) + Number(fields[14]);
  return { cpuMs: (ticks * 10) / times, wallMs: (performance.now() - begun) / times };
}

function report(name: string, { cpuMs, wallMs }: Measured): void {
  say(`${name.padEnd(32)} ${cpuMs.toFixed(0).padStart(5)} ms CPU ${wallMs.toFixed(0).padStart(5)} ms wall`);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function pipeline(steps: number): string {
  const entries = Array.from(
    { length: steps },
    (_, index) => `  step${index}:\n    run: echo ${index} > out/${index}.txt\n    outputs: [out/${index}.txt]\n`,
  );
  return `fairlead: 1\nname: bench\nsteps:\n${entries.join('')}`;
}
