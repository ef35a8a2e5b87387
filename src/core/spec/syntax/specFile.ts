// One file of a spec as chunks. An edit inside an entry cuts nothing: only that entry is read again. Any other edit cuts the whole text
// again (a few milliseconds for 75,000 lines) and keeps every chunk above and below it.
import { Chunk } from '../check/chunk';
import type { Home } from '../check/chunk';
import { AnchorTable } from '../check/anchors';
import type { TextChange } from '../spec';
import { cut } from './cut';
import type { Cut } from './cut';
import { columnOf, conflictLines, isConflictMarker } from './line';
import { Lines } from './lines';
import type { LineChange } from './lines';

/** Chunks that went and came. */
export interface ChunkChange {
  readonly removed: readonly Chunk[];
  readonly added: readonly Chunk[];
}

/** A file that is open. */
export class SpecFile {
  readonly home: Home;
  readonly anchors = new AnchorTable();
  #lines: Lines;
  #chunks: Chunk[];
  #conflict: boolean;

  constructor(file: string, text: string, order: number) {
    this.home = { file, order };
    this.#lines = new Lines(text);
    this.#conflict = conflictLines(this.#lines) !== undefined;
    this.#chunks = cut(this.#lines).map((one) => this.#read(one));
    for (const chunk of this.#chunks) this.anchors.add(chunk);
  }

  get lines(): Lines {
    return this.#lines;
  }

  get chunks(): readonly Chunk[] {
    return this.#chunks;
  }

  /** The chunk that a line lies in. */
  chunkAt(line: number): Chunk | undefined {
    return this.#chunks[this.#indexAt(line)];
  }

  edit(change: TextChange): ChunkChange {
    if (!change.range) return this.#replaceAll(change.text);
    const { start, end } = change.range;
    const index = this.#indexAt(start.line);
    const chunk = this.#chunks[index];
    const mayStay = chunk && this.#isInner(chunk, start.line, Math.min(end.line, this.#lines.count - 1) + 1);
    const lines = this.#lines.replace(change.range, change.text);
    if (chunk && mayStay && this.#isInner(chunk, lines.first, lines.first + lines.added, lines.added - lines.removed))
      return this.#replaceOne(index, chunk, lines);
    return this.#recut(lines);
  }

  // Whether the lines belong to the chunk whatever they hold: not its first, and none that a cut may stand at.
  #isInner(chunk: Chunk, from: number, to: number, grown = 0): boolean {
    if (this.#conflict || chunk.cut.column < 0 || chunk.cut.kind === 'header') return false;
    if (from <= chunk.line || to > chunk.line + chunk.count + grown) return false;
    // A container that could not be cut apart may become one that can.
    if (chunk.cut.kind === 'section' && chunk.cut.splittable) return false;
    for (let line = from; line < to; line++) {
      const text = this.#lines.at(line);
      const column = columnOf(text);
      if (column >= 0 && (column <= chunk.cut.column || text[column] === '\t')) return false;
      if (isConflictMarker(text)) return false;
    }
    return true;
  }

  #replaceOne(index: number, old: Chunk, change: LineChange): ChunkChange {
    const grown = change.added - change.removed;
    const fresh = this.#read({ ...old.cut, line: old.line, count: old.count + grown });
    this.#chunks[index] = fresh;
    if (grown !== 0) for (const chunk of this.#chunks.slice(index + 1)) chunk.line += grown;
    return this.#swapAnchors({ removed: [old], added: [fresh] });
  }

  #replaceAll(text: string): ChunkChange {
    const before = this.#lines;
    this.#lines = new Lines(text);
    // Editors that send whole texts change little of them: what is the same at both ends is kept.
    const most = Math.min(before.count, this.#lines.count);
    let first = 0;
    while (first < most && before.at(first) === this.#lines.at(first)) first++;
    let last = 0;
    while (last < most - first && before.at(before.count - 1 - last) === this.#lines.at(this.#lines.count - 1 - last))
      last++;
    return this.#recut({ first, removed: before.count - last - first, added: this.#lines.count - last - first });
  }

  #recut(change: LineChange): ChunkChange {
    const hadConflict = this.#conflict;
    this.#conflict = conflictLines(this.#lines) !== undefined;
    const cuts = cut(this.#lines);
    const grown = change.added - change.removed;
    const old = this.#chunks;
    // Conflict markers change what is read far away from themselves.
    const all = hadConflict || this.#conflict;
    let head = 0;
    while (
      !all &&
      head < old.length &&
      head < cuts.length &&
      isSame(old[head], cuts[head], 0) &&
      endOf(old[head]) <= change.first
    )
      head++;
    let tail = 0;
    while (!all && tail < old.length - head && tail < cuts.length - head) {
      const chunk = old[old.length - 1 - tail];
      if (!chunk || chunk.line < change.first + change.removed || !isSame(chunk, cuts[cuts.length - 1 - tail], grown))
        break;
      tail++;
    }
    const added = cuts.slice(head, cuts.length - tail).map((one) => this.#read(one));
    const removed = old.slice(head, old.length - tail);
    const kept = old.slice(old.length - tail);
    if (grown !== 0) for (const chunk of kept) chunk.line += grown;
    this.#chunks = [...old.slice(0, head), ...added, ...kept];
    return this.#swapAnchors({ removed, added });
  }

  #swapAnchors(change: ChunkChange): ChunkChange {
    for (const chunk of change.removed) this.anchors.remove(chunk);
    for (const chunk of change.added) this.anchors.add(chunk);
    return change;
  }

  #read(one: Cut): Chunk {
    const text = this.#lines.slice(one.line, one.line + one.count);
    return new Chunk(this.home, one, this.#conflict ? withoutConflict(this.#lines, one) : text, text);
  }

  #indexAt(line: number): number {
    let low = 0;
    let high = this.#chunks.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#chunks[middle]?.line ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

function isSame(chunk: Chunk | undefined, other: Cut | undefined, moved: number): boolean {
  if (!chunk || !other) return false;
  const { cut } = chunk;
  return (
    chunk.line + moved === other.line &&
    chunk.count === other.count &&
    cut.kind === other.kind &&
    cut.section === other.section &&
    cut.column === other.column &&
    cut.expectedColumn === other.expectedColumn
  );
}

function endOf(chunk: Chunk | undefined): number {
  return chunk ? chunk.line + chunk.count : 0;
}

// The same text with the other side of a conflict blanked out, so that offsets stay.
function withoutConflict(lines: Lines, one: Cut): string {
  const ignored = conflictLines(lines);
  return lines
    .between(one.line, one.line + one.count)
    .map((text, index) => (ignored?.has(one.line + index) ? ' '.repeat(text.length) : text))
    .join('\n');
}
