// The end of a file that may be large, as text.
import { open } from 'node:fs/promises';

/** Of a longer file only whole lines at its end are told, after a line that says so. */
export async function readTail(file: string, mostBytes: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const from = Math.max(0, size - mostBytes);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(size - from), 0, size - from, from);
    const text = buffer.toString('utf8', 0, bytesRead);
    return from === 0 ? text : `… the beginning is left out: ${file}\n${text.slice(text.indexOf('\n') + 1)}`;
  } finally {
    await handle.close();
  }
}
