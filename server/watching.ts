// Which files the editor watches for the server: specs everywhere, and what the known pipelines read and write.
import {
  DidChangeWatchedFilesNotification,
  type Connection,
  type Disposable,
  type FileSystemWatcher,
} from 'vscode-languageserver';
import type { Guard } from './guard';
import { pathToUri } from './paths';
import type { WatchPattern } from './pipelines/messages';
import type { ClientAbilities } from './snapshot';

const specPattern = '**/{fairlead,*.fairlead}.{yaml,yml}';

/** Registers watchers with the editor, and replaces them when the patterns change. */
export class Watching {
  readonly #connection: Connection;
  readonly #guard: Guard;
  readonly #client: ClientAbilities;
  #registered: Disposable | undefined;
  /** Registrations go out one after the other: the new one stands before the old one goes, so that no change is lost. */
  #work: Promise<void> = Promise.resolve();

  constructor(connection: Connection, guard: Guard, client: ClientAbilities) {
    this.#connection = connection;
    this.#guard = guard;
    this.#client = client;
  }

  /** Watches specs and, in addition, what `patterns` match. */
  watch(patterns: readonly WatchPattern[]): void {
    if (!this.#client.watchesFiles) return;
    const watchers = [{ globPattern: specPattern }, ...patterns.map((pattern) => this.#watcher(pattern))];
    this.#guard.later('register watchers', () => (this.#work = this.#work.then(() => this.#replace(watchers))));
  }

  async #replace(watchers: FileSystemWatcher[]): Promise<void> {
    const before = this.#registered;
    this.#registered = await this.#connection.client.register(DidChangeWatchedFilesNotification.type, { watchers });
    before?.dispose();
  }

  #watcher({ folder, pattern }: WatchPattern): FileSystemWatcher {
    if (this.#client.relativePatterns) return { globPattern: { baseUri: pathToUri(folder), pattern } };
    return { globPattern: `${folder}/${pattern}` };
  }
}
