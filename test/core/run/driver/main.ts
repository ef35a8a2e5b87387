// A writer as a process of its own, so that a test can kill it: lock, recovery, plan, execution, recording, as the terminal
// does. `node driver.js <root> <tasks.json>`; events go to stdout as JSON lines. With KILL_AT=n the process kills itself
// just before its n-th change of the disk, and without it prints their number last.
import fs from 'node:fs';
import fsPromises from 'node:fs/promises';
import { acquireWriterLock } from '../../../../src/core/run/writerLock';
import { recover } from '../../../../src/core/run/recover';
import { execute } from '../../../../src/core/run/execute';
import { openJsonLinesRunStore } from '../../../../src/core/track/jsonLinesRunStore';
import { recordExecution, recordInto } from '../../../../src/core/track/recorder';
import { type Tasks, TestProject } from '../testProject';

const [, , root = '', tasksFile = ''] = process.argv;
const tasks = JSON.parse(fs.readFileSync(tasksFile, 'utf8')) as Tasks;

let changes = 0;
const killAt = Number(process.env.KILL_AT ?? Infinity);

/** Counts the calls of functions that change the disk; the bundle looks them up at each call. */
function countChanges<T extends object>(module: T, names: readonly (keyof T)[]): void {
  for (const name of names) {
    const original = module[name] as (...args: unknown[]) => unknown;
    const counted = (...args: unknown[]) => {
      changes += 1;
      if (changes === killAt) process.kill(process.pid, 'SIGKILL');
      return original(...args);
    };
    module[name] = counted as T[keyof T];
  }
}

async function main(): Promise<void> {
  const project = new TestProject(root);
  const stop = new AbortController();
  process.once('SIGTERM', () => {
    stop.abort();
  });
  const lock = await acquireWriterLock(project.paths.writerLock, { command: 'driver', wait: true });
  if (!lock.ok) throw new Error(JSON.stringify(lock.error));
  const recovered = await recover(project.paths);
  if (!recovered.ok) throw new Error(recovered.error.message);
  const store = openJsonLinesRunStore(project.paths.runsFile);
  for (const run of recordExecution(recovered.value, {})) store.write(run);
  const recorder = recordInto(store, {});
  for await (const event of execute(await project.plan(tasks), project.options(), stop.signal)) {
    recorder.add(event);
    fs.writeSync(1, `${JSON.stringify(event)}\n`);
  }
  store.close();
  lock.value.dispose();
}

countChanges(fs, [
  'writeSync',
  'writeFileSync',
  'renameSync',
  'linkSync',
  'rmSync',
  'mkdirSync',
  'cpSync',
  'appendFileSync',
  'openSync',
]);
countChanges(fsPromises, ['copyFile', 'rename', 'writeFile', 'mkdir', 'rm']);
main().then(
  () => fs.writeSync(2, String(changes)),
  (error: unknown) => {
    fs.writeSync(2, String(error));
    process.exitCode = 1;
  },
);
