// What digests cost: 20,000 small files read for the first time and unchanged, and one file of 1 GiB; beside them the floor,
// which is reading the same files and hashing them with nothing around it. Processor seconds of this process.
//   npm run bench hash
import { createHash, hash } from 'node:crypto';
import { closeSync, ftruncateSync, mkdirSync, openSync, readSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectPaths } from '../src/core/base/paths';
import { openDigester } from '../src/core/cache/digester';
import { ensureStateDir } from '../src/core/cache/stateDir';
import { seconds, table } from './measure';

const root = join(process.cwd(), '.tmp/bench/hash');
const paths = projectPaths(root, 'fairlead.yaml');

async function main(): Promise<void> {
  rmSync(root, { recursive: true, force: true });
  writeFiles();
  ensureStateDir(paths);
  const buffer = Buffer.alloc(1 << 20);
  const rows = [
    await row('20,000 files of 4-16 KB: floor', () => readSmall(buffer), ''),
    await row('20,000 files of 4-16 KB: first time', () => digest('data'), '0.40'),
    await row('20,000 files of 4-16 KB: unchanged', () => digest('data'), '0.25 with process start'),
    await row('1 GiB: floor', () => readLarge(buffer), ''),
    await row('1 GiB: first time', () => digest('large.bin'), '1.0'),
    await row('1 GiB: unchanged', () => digest('large.bin'), ''),
  ];
  console.log(table(['', 'CPU s', 'target'], rows));
  rmSync(root, { recursive: true, force: true });
}

function writeFiles(): void {
  for (let folder = 0; folder < 200; folder += 1) {
    mkdirSync(join(root, `data/${folder}`), { recursive: true });
    for (let file = 0; file < 100; file += 1) {
      const size = 4096 + (((folder * 100 + file) * 7919) % 12_288);
      writeFileSync(join(root, `data/${folder}/${file}.bin`), Buffer.alloc(size, folder + file));
    }
  }
  // Sparse: what is measured is the processor, not the disk.
  const large = openSync(join(root, 'large.bin'), 'w');
  ftruncateSync(large, 1 << 30);
  closeSync(large);
}

async function row(title: string, work: () => Promise<void> | void, target: string): Promise<string[]> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return [title, seconds((user + system) / 1e6), target];
}

async function digest(path: string): Promise<void> {
  const digester = openDigester(paths);
  const states = await digester.digest([path]);
  if (!states.ok) throw new Error(states.error.message);
  digester.save();
}

function readSmall(buffer: Buffer): void {
  for (const folder of readdirSync(join(root, 'data'))) {
    for (const name of readdirSync(join(root, 'data', folder))) {
      const file = openSync(join(root, 'data', folder, name), 'r');
      hash('sha256', buffer.subarray(0, readSync(file, buffer)), 'hex');
      closeSync(file);
    }
  }
}

function readLarge(buffer: Buffer): void {
  const file = openSync(join(root, 'large.bin'), 'r');
  const whole = createHash('sha256');
  for (let read = readSync(file, buffer); read > 0; read = readSync(file, buffer))
    whole.update(buffer.subarray(0, read));
  whole.digest('hex');
  closeSync(file);
}

void main();
