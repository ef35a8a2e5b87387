import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last `bytes` bytes of a file as text; empty when it cannot be read: logs are only ever read to explain. */
export function readTail(path: string, bytes: number): string {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    const size = fstatSync(file).size;
    const buffer = Buffer.alloc(Math.min(bytes, size));
    const read = readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8', 0, read);
  } catch {
    return '';
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
