// Tells what happens in a pipeline, whoever started it: follows the journal as it grows.
import { closeSync, fstatSync, openSync, readSync, watch, type FSWatcher } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import type { ProjectPaths } from '../base/paths';
import type { Disposable } from '../base/scope';
import type { RunEvent } from '../run/events';
import { parseJournal } from '../run/journal';

/** How often the journal is looked at where the system tells of no changes (network folders, a folder still to be made). */
const pollMs = 1000;
const chunkBytes = 1 << 20;

/**
 * Calls `listener` with every event of the journal, past and coming, in order; the past ones before this returns. When the
 * journal is replaced (compacted, removed and begun anew), its events are told again from the beginning: whoever folds them
 * into a state ends in the same one.
 */
export function followExecutions(paths: ProjectPaths, listener: (event: RunEvent) => void): Disposable {
  const reader = new JournalReader(paths.journal);
  const read = (): void => {
    for (const event of reader.readOn()) listener(event);
  };
  read();
  let watcher = watchQuietly(paths.pipelineDir, read);
  // Not by `watchFile`: a file that appears before its first look is no change to it, and would never be told.
  const poll = setInterval(() => {
    watcher ??= watchQuietly(paths.pipelineDir, read);
    read();
  }, pollMs);
  poll.unref();
  return {
    dispose() {
      clearInterval(poll);
      watcher?.close();
    },
  };
}

/** Reads a growing file on from where it stopped. */
class JournalReader {
  readonly #path: string;
  #inode = 0n;
  #offset = 0;
  /** The beginning of a line whose end is not written yet. */
  #begun = '';
  #decoder = new StringDecoder('utf8');

  constructor(path: string) {
    this.#path = path;
  }

  readOn(): readonly RunEvent[] {
    let file: number;
    try {
      file = openSync(this.#path, 'r');
    } catch {
      return [];
    }
    try {
      const { ino, size } = fstatSync(file, { bigint: true });
      if (ino !== this.#inode || size < this.#offset) this.#restart(ino);
      return parseJournal(this.#readLines(file));
    } finally {
      closeSync(file);
    }
  }

  #restart(inode: bigint): void {
    this.#inode = inode;
    this.#offset = 0;
    this.#begun = '';
    this.#decoder = new StringDecoder('utf8');
  }

  /** Everything up to the last line break there is. */
  #readLines(file: number): string {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    let text = this.#begun;
    for (;;) {
      const read = readSync(file, buffer, 0, chunkBytes, this.#offset);
      if (read === 0) break;
      this.#offset += read;
      text += this.#decoder.write(buffer.subarray(0, read));
    }
    const end = text.lastIndexOf('\n') + 1;
    this.#begun = text.slice(end);
    return text.slice(0, end);
  }
}

/** Watching is only for speed: where it does not work, polling does. */
function watchQuietly(directory: string, changed: () => void): FSWatcher | undefined {
  try {
    const watcher = watch(directory, { persistent: false }, changed);
    watcher.on('error', () => {
      watcher.close();
    });
    return watcher;
  } catch {
    return undefined;
  }
}
