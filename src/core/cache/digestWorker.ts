// The entry of a worker thread that digests files: a list of files in, a list of results out.
import { parentPort } from 'node:worker_threads';
import { hashBuffer, hashFile, type FileToHash } from './hashFile';

const buffer = hashBuffer();
parentPort?.on('message', (files: readonly FileToHash[]) => {
  parentPort?.postMessage(files.map((file) => hashFile(file, buffer)));
});
