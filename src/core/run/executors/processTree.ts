// Which processes belong to an attempt, and ending them. A process belongs to it when it is in the process group of the
// wrapper or carries the attempt's name in its environment (it made a session of its own). On Linux both are read from
// /proc; elsewhere only the group is known.
import { readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { attemptVariable } from './wrapper';

/** An attempt's processes: the wrapper leads the group. Without a leader (after a crash) only the name tells them. */
export interface ProcessTree {
  readonly leader?: number;
  readonly attemptId: string;
}

/** The living processes of the tree, zombies not counted. */
export function livingProcesses({ leader, attemptId }: ProcessTree): readonly number[] {
  const groupLives = leader !== undefined && groupHasMembers(leader);
  if (process.platform !== 'linux') return groupLives ? [-leader] : [];
  const mark = `${attemptVariable}=${attemptId}`;
  return candidates(leader).filter((pid) => carries(pid, mark) || (groupLives && isInGroup(pid, leader)));
}

/** Sends a signal to processes; those that are gone already are no failure. */
export function signalAll(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone, or not ours to signal: either way there is nothing more to do.
    }
  }
}

/** Ends what lives of the tree: SIGTERM, at most `graceMs` of waiting, SIGKILL until nothing is left. */
export async function endTree(tree: ProcessTree, graceMs: number, kill?: AbortSignal): Promise<void> {
  const deadline = performance.now() + graceMs;
  signalAll(livingProcesses(tree), 'SIGTERM');
  while (performance.now() < deadline && kill?.aborted !== true) {
    if (livingProcesses(tree).length === 0) return;
    await delay(20);
  }
  // A process in an uninterruptible wait (a dead NFS server) cannot be killed; waiting for it for ever would hang the run.
  for (let tries = 0; tries < 200; tries += 1) {
    const living = livingProcesses(tree);
    if (living.length === 0) return;
    signalAll(living, 'SIGKILL');
    await delay(20);
  }
}

/**
 * Descendants were started after the wrapper, so their numbers are higher, unless the numbers have wrapped round since;
 * looking at those alone keeps the check cheap on a machine with many processes.
 */
function candidates(leader: number | undefined): readonly number[] {
  const all = readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid);
  if (leader === undefined) return all;
  const newest = Number(readProc('loadavg')?.trim().split(' ').pop());
  return newest >= leader ? all.filter((pid) => pid >= leader) : all;
}

/** The environment a process was started with; a zombie has none. */
function carries(pid: number, mark: string): boolean {
  return (
    readProc(`${String(pid)}/environ`)
      ?.split('\0')
      .includes(mark) ?? false
  );
}

function isInGroup(pid: number, leader: number): boolean {
  const stat = readProc(`${String(pid)}/stat`);
  if (stat === undefined) return false;
  // The name in parentheses may hold spaces and parentheses itself, so the fields are counted from its end.
  const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return state !== 'Z' && state !== 'X' && Number(group) === leader;
}

function readProc(name: string): string | undefined {
  try {
    return readFileSync(`/proc/${name}`, 'latin1');
  } catch {
    return undefined;
  }
}

/** Zombies count as members, so this may say yes for a group of the dead. */
function groupHasMembers(leader: number): boolean {
  try {
    process.kill(-leader, 0);
    return true;
  } catch {
    return false;
  }
}
