// Takes the lock, says whether it is alone in the room, and dies without giving the lock back.
import { appendFileSync, openSync, rmSync } from 'node:fs';
import { acquireWriterLock } from '../../../../src/core/run/writerLock';

const [, , folder = ''] = process.argv;

async function main(): Promise<void> {
  const lock = await acquireWriterLock(`${folder}/writer.lock`, { command: 'contender', wait: true });
  let word = lock.ok ? 'alone' : 'failed';
  try {
    openSync(`${folder}/room`, 'wx');
  } catch {
    word = 'clash';
  }
  appendFileSync(`${folder}/words`, `${word}\n`);
  rmSync(`${folder}/room`);
  process.kill(process.pid, 'SIGKILL');
}

void main();
