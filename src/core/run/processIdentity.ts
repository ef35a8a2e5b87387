// Telling a process from another one that later got its number: by when it started and in which boot of the machine.
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who a process is, for as long as the machine is up and after. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Identity of the boot; empty where the system does not tell. */
  readonly boot: string;
  /** Numbers of processes mean something only inside their namespace: a container has its own. */
  readonly namespace: string;
  /** When the process started, in ticks since the boot; empty where the system does not tell. */
  readonly startTime: string;
  /** Unique to one taking of one lock. */
  readonly nonce: string;
}

/** This process, with a fresh nonce. */
export function ownIdentity(): ProcessIdentity {
  return {
    pid: process.pid,
    ...surroundings(),
    startTime: startTime(process.pid) ?? '',
    nonce: randomBytes(8).toString('hex'),
  };
}

/** Whether the process still runs; `unknown` when it belongs to another machine or container, where we cannot look. */
export function isAlive(identity: ProcessIdentity): boolean | 'unknown' {
  const here = surroundings();
  if (identity.host !== here.host) return 'unknown';
  if (identity.boot !== here.boot) return false;
  if (identity.namespace !== here.namespace) return 'unknown';
  const since = startTime(identity.pid);
  if (since !== undefined && identity.startTime !== '') return since === identity.startTime;
  return numberIsTaken(identity.pid);
}

function surroundings(): { host: string; boot: string; namespace: string } {
  return {
    host: hostname(),
    boot: quietly(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()) ?? '',
    namespace: quietly(() => readlinkSync('/proc/self/ns/pid')) ?? '',
  };
}

/** Field 22 of /proc/<pid>/stat; a zombie runs no more. */
function startTime(pid: number): string | undefined {
  const stat = quietly(() => readFileSync(`/proc/${String(pid)}/stat`, 'latin1'));
  if (stat === undefined) return undefined;
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

function numberIsTaken(pid: number): boolean {
  // A zombie still has its number, but there is no process to hold anything.
  if (process.platform === 'linux') return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function quietly<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
