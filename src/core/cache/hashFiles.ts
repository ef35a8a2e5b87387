// The digests of many files: in this thread while they are few, on worker threads when that pays.
import { availableParallelism } from 'node:os';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Digest } from '../base/digest';
import type { Result } from '../base/result';
import type { IoFailure } from './cache';
import { hashBuffer, hashFile, hashLargeFile, largeFile, type FileToHash } from './hashFile';

/** One result per file, in the order of the files. */
export type HashResults = Result<Digest, IoFailure>[];

// A worker takes 50 ms to start and as much processor time; below this much work one thread is done before.
const poolBytes = 256 * 1024 * 1024;
const poolFiles = 50_000;
const chunkBytes = 32 * 1024 * 1024;
const chunkFiles = 500;

/** How files are digested. */
export interface HashOptions {
  /** The script of the worker threads; without one everything is read in this thread. */
  readonly worker?: string;
  /** After an abort the results are worth nothing. */
  readonly signal?: AbortSignal;
}

/** Digests `files`. */
export async function hashFiles(files: readonly FileToHash[], options: HashOptions = {}): Promise<HashResults> {
  const { worker = bundledWorker(), signal } = options;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const chunks = toChunks(files);
  const threads = Math.min(availableParallelism(), 8, chunks.length);
  if (worker === undefined || threads < 2 || (bytes < poolBytes && files.length < poolFiles))
    return hashHere(chunks, signal);
  // A pool that dies (no memory for threads) is no reason to fail: one thread can do the same.
  return hashInPool(chunks, worker, threads, signal).catch(() => hashHere(chunks, signal));
}

/** The worker's bundle lies beside the bundle that this code is part of. */
function bundledWorker(): string | undefined {
  if (typeof __dirname !== 'string') return undefined;
  const script = join(__dirname, 'digestWorker.js');
  return existsSync(script) ? script : undefined;
}

function toChunks(files: readonly FileToHash[]): FileToHash[][] {
  const chunks: FileToHash[][] = [];
  let bytes = Infinity;
  for (const file of files) {
    const last = chunks.at(-1);
    if (last === undefined || bytes + file.size > chunkBytes || last.length >= chunkFiles) {
      chunks.push([file]);
      bytes = file.size;
    } else {
      last.push(file);
      bytes += file.size;
    }
  }
  return chunks;
}

async function hashHere(chunks: readonly (readonly FileToHash[])[], signal?: AbortSignal): Promise<HashResults> {
  const largest = chunks.reduce((size, chunk) => chunk.reduce((most, file) => Math.max(most, file.size), size), 0);
  const buffer = hashBuffer(largest);
  const results: HashResults = [];
  for (const [i, chunk] of chunks.entries()) {
    // Between chunks others get a turn: progress is drawn and Ctrl-C is heard.
    if (i > 0) await setImmediate();
    if (signal?.aborted === true) break;
    for (const file of chunk) {
      results.push(file.size > largeFile ? await hashLargeFile(file.path, buffer, signal) : hashFile(file, buffer));
    }
  }
  return results;
}

async function hashInPool(
  chunks: readonly FileToHash[][],
  script: string,
  threads: number,
  signal?: AbortSignal,
): Promise<HashResults> {
  const results: HashResults[] = [];
  const queue = chunks.map((files, index): Chunk => ({ files, index }));
  await Promise.all(Array.from({ length: threads }, () => workThrough(queue, script, results, signal)));
  return results.flat();
}

interface Chunk {
  readonly index: number;
  readonly files: readonly FileToHash[];
}

/** One worker takes chunk after chunk from the common queue until none is left. */
function workThrough(queue: Chunk[], script: string, results: HashResults[], signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(script);
    let current = -1;
    const end = (): void => {
      signal?.removeEventListener('abort', end);
      void worker.terminate().then(() => {
        resolve();
      }, reject);
    };
    signal?.addEventListener('abort', end);
    const next = (): void => {
      const chunk = signal?.aborted === true ? undefined : queue.shift();
      if (chunk === undefined) {
        end();
        return;
      }
      current = chunk.index;
      worker.postMessage(chunk.files);
    };
    worker.on('message', (answer: HashResults) => {
      results[current] = answer;
      next();
    });
    worker.on('error', reject);
    next();
  });
}
