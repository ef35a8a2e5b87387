// What a command costs: processor seconds of it and of all processes that it waited for, as the shell's `time` counts them.
import { spawnSync } from 'node:child_process';

/**
 * Runs a command `runs` times and answers the median by processor time.
 * @param {readonly string[]} command
 * @param {{ cwd: string, runs?: number, env?: Record<string, string>, timeoutMs?: number }} options
 * @returns {{ cpu: number, wall: number, output: string } | undefined} undefined when it took longer than allowed
 */
export function measure(command, { cwd, runs = 1, env = {}, timeoutMs = 600_000 }) {
  const results = [];
  for (let run = 0; run < runs; run += 1) {
    const result = measureOnce(command, cwd, env, timeoutMs);
    if (result === undefined) return undefined;
    results.push(result);
  }
  return results.sort((a, b) => a.cpu - b.cpu)[Math.floor(results.length / 2)];
}

function measureOnce(command, cwd, env, timeout) {
  // The shell's own report goes to a descriptor of its own, so that what the command prints cannot be mistaken for it.
  const script = 'TIMEFORMAT="%U %S %R"; { time "$@" 3>&- >&4 2>&1; } 2>&3';
  const { status, signal, output, error } = spawnSync('bash', ['-c', script, 'bash', ...command], {
    cwd,
    env: { ...process.env, LC_ALL: 'C', ...env },
    stdio: ['ignore', 'inherit', 'inherit', 'pipe', 'pipe'],
    timeout,
    maxBuffer: 256 << 20,
  });
  if (signal !== null) return undefined;
  if (error !== undefined) throw error;
  const printed = String(output[4]);
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${printed.slice(-2000)}`);
  const [user, system, wall] = String(output[3]).trim().split(' ').map(Number);
  return { cpu: user + system, wall, output: printed };
}

/** Seconds as the tables show them. */
export function seconds(value) {
  return value < 10 ? value.toFixed(2) : value.toFixed(0);
}

/** A Markdown table. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i === 0 ? '---' : '---:'))), ...rows.map(line)].join('\n');
}
