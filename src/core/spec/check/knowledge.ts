// Everything that chunks offer each other, and who looked what up: the index behind all checks that need more than one chunk.
import type { JsonObject } from '../../base/json';
import type { ExpressionMember, ExpressionType } from '../expression/types';
import type { ProjectFiles } from '../projectFiles';
import type { SpecOptions } from '../spec';
import type { Chunk } from './chunk';
import { datasetType, stepType } from './environment';
import type { SharedTypes } from './environment';
import { tableHeader } from '../read/tableHeader';
import type { TableHeader } from '../read/tableHeader';
import type { Params } from './params';
import { keys } from './provisions';
import type { Provision } from './provisions';

/** The shared index of one spec. */
export class Knowledge {
  readonly catalog: SpecOptions['catalog'];
  readonly #files: ProjectFiles;
  readonly #provided = new Map<string, Set<Provision>>();
  readonly #byChunk = new Map<Chunk, readonly Provision[]>();
  readonly #watchers = new Map<string, Set<Chunk>>();
  readonly #watched = new Map<Chunk, ReadonlySet<string>>();
  readonly #broken = new Set<Chunk>();
  readonly #kinds = new Map<string, 'file' | 'directory' | 'missing'>();
  readonly #firstLines = new Map<string, string>();
  #params: Params = { values: {}, files: [], incomplete: false, type: { kind: 'object', members: {}, open: false } };
  #types: { datasets?: ExpressionType; steps?: ExpressionType } = {};

  constructor(files: ProjectFiles, catalog: SpecOptions['catalog']) {
    this.#files = files;
    this.catalog = catalog;
  }

  get params(): Params {
    return this.#params;
  }

  set params(params: Params) {
    this.#params = params;
  }

  get values(): JsonObject {
    return this.#params.values;
  }

  /** Types that all expressions share; built when first asked for, and again when a step's or dataset's face changed. */
  get types(): SharedTypes {
    this.#types.datasets ??= this.#entriesType('entry:datasets/', (one) =>
      datasetType(one.entry?.value ?? null, one.chunk.parsed.broken),
    );
    this.#types.steps ??= this.#entriesType('entry:steps/', (one) =>
      one.entry?.step ? stepType(one.entry.step, one.chunk.parsed.broken) : { kind: 'any' },
    );
    return { params: this.#params.type, datasets: this.#types.datasets, steps: this.#types.steps };
  }

  /**
   * Takes back what the chunks `gone` offered and adds what others offer now. `changed` gets the keys whose meaning is not what it
   * was; a chunk that is replaced by one that offers the same changes nothing.
   */
  replace(gone: readonly Chunk[], offers: ReadonlyMap<Chunk, readonly Provision[]>, changed: Set<string>): void {
    const before = [...gone, ...offers.keys()].flatMap((chunk) => this.#byChunk.get(chunk) ?? []);
    const provisions = [...offers.values()].flat();
    for (const chunk of gone) this.#noteBroken(chunk, false, changed);
    for (const chunk of offers.keys()) this.#noteBroken(chunk, chunk.parsed.broken, changed);
    const kept = new Set(before.map(identity));
    const now = new Set(provisions.map(identity));
    for (const one of before) this.#withdraw(one, now.has(identity(one)) ? undefined : changed);
    for (const one of provisions) this.#offer(one, kept.has(identity(one)) ? undefined : changed);
    for (const chunk of gone) this.#byChunk.delete(chunk);
    for (const [chunk, offered] of offers) this.#byChunk.set(chunk, offered);
  }

  #noteBroken(chunk: Chunk, broken: boolean, changed: Set<string>): void {
    if (broken || this.#broken.has(chunk)) changed.add(keys.broken);
    if (broken) this.#broken.add(chunk);
    else this.#broken.delete(chunk);
  }

  #withdraw(one: Provision, changed: Set<string> | undefined): void {
    const all = this.#provided.get(one.key);
    all?.delete(one);
    if (all?.size === 0) this.#provided.delete(one.key);
    if (changed) this.#note(one, changed);
  }

  #offer(one: Provision, changed: Set<string> | undefined): void {
    let all = this.#provided.get(one.key);
    if (!all) this.#provided.set(one.key, (all = new Set()));
    all.add(one);
    if (changed) this.#note(one, changed);
  }

  #note(one: Provision, changed: Set<string>): void {
    changed.add(one.key);
    if (!one.key.startsWith('entry:')) return;
    changed.add(keys.names(one.key.slice(6, one.key.indexOf('/'))));
    if (one.key.startsWith('entry:steps/')) delete this.#types.steps;
    else if (one.key.startsWith('entry:datasets/')) delete this.#types.datasets;
  }

  /** What stands under a key, in the order of the files. */
  get(key: string): readonly Provision[] {
    const found = this.#provided.get(key);
    if (!found) return [];
    return found.size === 1 ? [...found] : [...found].sort((a, b) => inOrder(a.chunk, b.chunk) || a.start - b.start);
  }

  /** How many offer something under a key. */
  count(key: string): number {
    return this.#provided.get(key)?.size ?? 0;
  }

  has(key: string): boolean {
    return this.#provided.has(key);
  }

  provisions(chunk: Chunk): readonly Provision[] {
    return this.#byChunk.get(chunk) ?? [];
  }

  /** Names of the entries of a section, in no order. */
  names(section: string): readonly string[] {
    const prefix = keys.entry(section, '');
    return [...this.#provided.keys()].filter((key) => key.startsWith(prefix)).map((key) => key.slice(prefix.length));
  }

  /** Whether a text that cannot be read mentions something: then it may well define it. */
  brokenMention(text: string): boolean {
    for (const chunk of this.#broken) if (chunk.text.includes(text) || isBegun(chunk, text)) return true;
    return false;
  }

  /** What is on the disk, asked once until the files change. */
  fileKind(path: string): 'file' | 'directory' | 'missing' {
    let kind = this.#kinds.get(path);
    if (kind === undefined) this.#kinds.set(path, (kind = this.#files.kind(path)));
    return kind;
  }

  /** The columns that the header of a table names, read once until the files change. Undefined when that cannot be told. */
  header(path: string): TableHeader | undefined {
    let line = this.#firstLines.get(path);
    if (line === undefined) this.#firstLines.set(path, (line = this.#files.firstLine(path) ?? ''));
    return tableHeader(path, line);
  }

  /** Asks the disk again; adds the keys of the files that came or went. */
  filesChanged(changed: Set<string>): void {
    for (const [path, kind] of this.#kinds) {
      const now = this.#files.kind(path);
      if (now === kind) continue;
      this.#kinds.set(path, now);
      changed.add(keys.file(path));
    }
    for (const [path, line] of this.#firstLines) {
      const now = this.#files.firstLine(path) ?? '';
      if (now === line) continue;
      this.#firstLines.set(path, now);
      changed.add(keys.header(path));
    }
  }

  /** Remembers what a chunk looked up. */
  watch(chunk: Chunk, watched: ReadonlySet<string>): void {
    this.forget(chunk);
    this.#watched.set(chunk, watched);
    for (const key of watched) {
      const chunks = this.#watchers.get(key);
      if (chunks) chunks.add(chunk);
      else this.#watchers.set(key, new Set([chunk]));
    }
  }

  forget(chunk: Chunk): void {
    for (const key of this.#watched.get(chunk) ?? []) {
      const chunks = this.#watchers.get(key);
      chunks?.delete(chunk);
      if (chunks?.size === 0) this.#watchers.delete(key);
    }
    this.#watched.delete(chunk);
  }

  /** The chunks that looked up one of these keys. */
  watchers(changed: ReadonlySet<string>): ReadonlySet<Chunk> {
    const chunks = new Set<Chunk>();
    for (const key of changed) for (const chunk of this.#watchers.get(key) ?? []) chunks.add(chunk);
    return chunks;
  }

  #entriesType(prefix: string, typeOf: (one: Provision) => ExpressionType): ExpressionType {
    const members: Record<string, ExpressionMember> = {};
    for (const [key, found] of this.#provided) {
      if (!key.startsWith(prefix)) continue;
      const [first] = found;
      if (first)
        Object.defineProperty(members, key.slice(prefix.length), {
          value: { type: typeOf(first) },
          enumerable: true,
          configurable: true,
        });
    }
    return { kind: 'object', members, open: false };
  }
}

/** Whether the chunk's key is the beginning of a name that is being typed. */
function isBegun(chunk: Chunk, name: string): boolean {
  const begun = /^\s*([\w.-]+)[ \t]*\r?$/m.exec(chunk.text.slice(0, Math.max(0, chunk.text.indexOf('\n'))))?.[1];
  return begun !== undefined && name.startsWith(begun);
}

const identity = (one: Provision): string => `${one.key}\n${one.signature}`;

/** Sorts chunks by file and line. */
export function inOrder(a: Chunk, b: Chunk): number {
  return a.home.order - b.home.order || a.line - b.line;
}
