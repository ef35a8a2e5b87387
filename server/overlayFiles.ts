// The disk as a spec sees it while it is being edited: open editors' texts first, answers remembered until something
// changes, so that a keystroke never waits for the disk. A spec depends on exactly what it asked, and this knows it.
import type { ProjectFiles } from '../src/core/spec/projectFiles';

/** `ProjectFiles` with a memory. Paths are relative to the spec's root. */
export interface OverlayFiles extends ProjectFiles {
  /** An open text changed. True when the spec has read that file, so that it must be checked again. */
  textChanged(path: string): boolean;
  /** Something on the disk was made, changed or removed. True when it can matter to the spec. */
  diskChanged(path: string): boolean;
}

/** Lays open texts over `disk`. `openText` gives the text of an open editor by its path relative to the root. */
export function overlayFiles(disk: ProjectFiles, openText: (path: string) => string | undefined): OverlayFiles {
  const texts = new Memory((path: string) => disk.read(path));
  const firstLines = new Memory((path: string) => disk.firstLine(path));
  const kinds = new Memory((path: string) => disk.kind(path));
  const lists = new Memory((directory: string) => disk.list(directory));
  const globs = new Memory((pattern: string) => disk.glob(pattern));
  return {
    read: (path) => {
      const onDisk = texts.get(path);
      return openText(path) ?? onDisk;
    },
    firstLine: (path) => {
      const onDisk = firstLines.get(path);
      return openText(path)?.split(/\r?\n/, 1)[0] ?? onDisk;
    },
    kind: (path) => {
      const onDisk = kinds.get(path);
      return onDisk === 'missing' && openText(path) !== undefined ? 'file' : onDisk;
    },
    list: (directory) => lists.get(directory),
    glob: (pattern) => globs.get(pattern),
    textChanged: (path) => texts.asked(path) || firstLines.asked(path),
    diskChanged(path) {
      // A path can be asked about as such, as a part of a directory, or through a pattern; a pattern, once used, is
      // taken to match everything: asking the disk again is cheaper than matching.
      const concerns = [
        texts.forget(path),
        firstLines.forget(path),
        kinds.forgetAround(path),
        lists.forgetAround(path),
        globs.forgetAll(),
      ];
      return concerns.includes(true);
    },
  };
}

/** Remembers answers by question. What was once asked stays known after the answer is forgotten. */
class Memory<T> {
  readonly #answers = new Map<string, T>();
  readonly #asked = new Set<string>();
  readonly #ask: (question: string) => T;

  constructor(ask: (question: string) => T) {
    this.#ask = ask;
  }

  get(question: string): T {
    const known = this.#answers.get(question);
    if (known !== undefined || this.#answers.has(question)) return known as T; // `has` holds: it is an answer, even if undefined.
    const answer = this.#ask(question);
    this.#asked.add(question);
    this.#answers.set(question, answer);
    return answer;
  }

  asked(question: string): boolean {
    return this.#asked.has(question);
  }

  forget(question: string): boolean {
    this.#answers.delete(question);
    return this.#asked.has(question);
  }

  /** Forgets `path` and the directories above it, which come and go with what they hold, and globs asked as paths. */
  forgetAround(path: string): boolean {
    let concerns = this.forget(path);
    for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) {
      concerns = this.forget(path.slice(0, at)) || concerns;
    }
    for (const question of this.#asked) {
      if (question === '' || question === '.' || /[*?[{]/.test(question)) concerns = this.forget(question) || concerns;
      else if (question.startsWith(`${path}/`)) concerns = this.forget(question) || concerns;
    }
    return concerns;
  }

  forgetAll(): boolean {
    this.#answers.clear();
    return this.#asked.size > 0;
  }
}
