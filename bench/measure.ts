// What a command costs: processor seconds of it and of all processes that it waited for, as the shell's `time` counts them.
import { spawnSync } from 'node:child_process';

/** What a run of a command took, in seconds, and what it printed. */
export interface Measurement {
  readonly cpu: number;
  readonly wall: number;
  readonly output: string;
}

export interface MeasureOptions {
  readonly cwd: string;
  readonly runs?: number;
  readonly timeoutMs?: number;
}

/** Runs a command `runs` times: the median by processor time; undefined when it took longer than allowed. */
export function measure(
  command: readonly string[],
  { cwd, runs = 1, timeoutMs = 600_000 }: MeasureOptions,
): Measurement | undefined {
  const results: Measurement[] = [];
  for (let run = 0; run < runs; run += 1) {
    const result = measureOnce(command, cwd, timeoutMs);
    if (result === undefined) return undefined;
    results.push(result);
  }
  return results.sort((a, b) => a.cpu - b.cpu)[Math.floor(results.length / 2)];
}

function measureOnce(command: readonly string[], cwd: string, timeout: number): Measurement | undefined {
  // The shell's own report goes to a descriptor of its own, so that what the command prints cannot be mistaken for it.
  const script = 'TIMEFORMAT="%U %S %R"; { time "$@" 3>&- >&4 2>&1; } 2>&3';
  const { status, signal, output, error } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    cwd,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
    timeout,
    maxBuffer: 256 << 20,
  });
  if (signal !== null) return undefined;
  if (error !== undefined) throw error;
  const printed = String(output[4]);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${String(status)}:\n${printed.slice(-2000)}`);
  const [user = 0, system = 0, wall = 0] = String(output[3]).trim().split(' ').map(Number);
  return { cpu: user + system, wall, output: printed };
}

/** Seconds as the tables show them. */
export function seconds(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
