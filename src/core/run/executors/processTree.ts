// Which processes belong to an attempt, and ending them. A process belongs to it when it is in the process group of the
// wrapper or carries the attempt's name in its environment (it made a session of its own). On Linux both are read from
// /proc; elsewhere only the group is known.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { attemptVariable } from './wrapper';

/** An attempt's processes. Without a leader (after a crash) only the name tells them. */
export interface ProcessTree {
  /** The wrapper, which leads the group. */
  readonly leader?: number;
  /** When the leader was started, by `performance.now`. */
  readonly since?: number;
  readonly attemptId: string;
}

/** The living processes of the tree, zombies not counted. */
export function livingProcesses(tree: ProcessTree): readonly number[] {
  const { leader, attemptId } = tree;
  const groupLives = leader !== undefined && groupHasMembers(leader);
  if (process.platform !== 'linux') return groupLives ? [-leader] : [];
  const mark = `${attemptVariable}=${attemptId}`;
  return candidates(tree).filter((pid) => carries(pid, mark) || (groupLives && isInGroup(pid, leader)));
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

/** So long after its start all numbers may have been given away again. */
const numbersLastMs = 10_000;
/** A few numbers are tried faster than all processes are listed. */
const fewNumbers = 100;

/**
 * Descendants were started after the wrapper, so of a young one they have the numbers between its own and the newest:
 * looking at those alone keeps the check cheap on a machine with many processes.
 */
function candidates({ leader, since = -Infinity }: ProcessTree): readonly number[] {
  const newest = Number(readProc('loadavg')?.trim().split(' ').pop());
  // Behind the highest number the lowest come again, and then `newest` is the smaller one.
  const isYoung = leader !== undefined && newest >= leader && performance.now() - since < numbersLastMs;
  if (isYoung && newest - leader < fewNumbers) {
    const numbers = Array.from({ length: newest - leader + 1 }, (_, index) => leader + index);
    return numbers.filter((pid) => existsSync(`/proc/${String(pid)}`));
  }
  const all = readdirSync('/proc').map(Number);
  return all.filter((pid) => pid > 0 && pid !== process.pid && (!isYoung || (pid >= leader && pid <= newest)));
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
