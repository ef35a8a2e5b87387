// The largest resident set of a task, by sampling: the kernel keeps the high-water mark of each process (VmHWM), so one
// sample late in a process's life is exact. What ends before the first sample is not measured, and not guessed.
import { readFileSync, readdirSync } from 'node:fs';

/** Watches the descendants of a process until stopped. */
export interface MemorySampler {
  /** Stops; the largest resident set of a single process in bytes, where any was seen. */
  stop(): number | undefined;
}

/** Starts sampling below `wrapper`, often at first (short tasks) and seldom later (long ones). */
export function sampleMemory(wrapper: number): MemorySampler {
  let peak: number | undefined;
  let age = 0;
  let timer: NodeJS.Timeout | undefined;
  const sample = () => {
    for (const pid of descendants(wrapper)) {
      const bytes = highWaterMark(pid);
      if (bytes !== undefined) peak = Math.max(peak ?? 0, bytes);
    }
    schedule();
  };
  const schedule = () => {
    const wait = interval(age);
    age += wait;
    timer = setTimeout(sample, wait);
    timer.unref();
  };
  if (process.platform === 'linux') schedule();
  return {
    stop: () => {
      clearTimeout(timer);
      return peak;
    },
  };
}

/** Milliseconds until the next sample of a task that is `age` milliseconds old. */
function interval(age: number): number {
  if (age < 1000) return 50;
  if (age < 10_000) return 250;
  return age < 60_000 ? 1000 : 5000;
}

function descendants(root: number): readonly number[] {
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    const children = childrenOf(pid);
    found.push(...children);
    open.push(...children);
  }
  return found;
}

/** Children are listed per thread: the one that forked them. */
function childrenOf(pid: number): readonly number[] {
  try {
    return readdirSync(`/proc/${String(pid)}/task`).flatMap((thread) =>
      readFileSync(`/proc/${String(pid)}/task/${thread}/children`, 'latin1')
        .split(' ')
        .filter(Boolean)
        .map(Number),
    );
  } catch {
    return [];
  }
}

function highWaterMark(pid: number): number | undefined {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'latin1'))?.[1];
    return kibibytes === undefined ? undefined : Number(kibibytes) * 1024;
  } catch {
    return undefined;
  }
}
