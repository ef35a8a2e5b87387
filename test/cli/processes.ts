// Which processes are left: asked of the system, not of the program under test.
import { existsSync, readdirSync, readlinkSync, watch } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Ids of the processes that work in `root` or below, by /proc; those that end meanwhile are not counted. */
export function processesIn(root: string): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid && workingDirectory(pid).startsWith(root));
}

/** Settles once no process works in `root` any more; a test that waits for ever fails by its time limit. */
export async function allGone(root: string): Promise<void> {
  while (processesIn(root).length > 0) await delay(20);
}

/** Settles once the file exists. */
export async function appears(path: string): Promise<void> {
  const watcher = watch(dirname(path));
  try {
    await new Promise<void>((done, failed) => {
      watcher.on('error', failed);
      watcher.on('change', (_, name) => name === basename(path) && done());
      if (existsSync(path)) done();
    });
  } finally {
    watcher.close();
  }
}

function workingDirectory(pid: number): string {
  try {
    return `${readlinkSync(join('/proc', String(pid), 'cwd'))}/`;
  } catch {
    return '';
  }
}
