// Keeps everything that is known of a spec up to date with its texts. A change of a chunk is read at once by itself; the others are checked
// again only where they looked up something that has changed.
import type { SpecOptions, TextChange } from '../spec';
import { isGlob, normalPath } from '../paths';
import { texts } from '../read/readJson';
import type { ChunkChange } from '../syntax/specFile';
import { SpecFile } from '../syntax/specFile';
import { maxAliases } from './anchors';
import type { Chunk } from './chunk';
import type { Facts } from './facts';
import { Knowledge } from './knowledge';
import { checkLinks } from './links';
import type { Links } from './links';
import { Balance } from './balance';
import { changedParams, ParamsReader } from './params';
import type { NamedParamsFile } from './params';
import { keys, provisionsOf } from './provisions';
import type { Provision } from './provisions';
import { readFacts } from './readFacts';
import { aliasCountProblems, cycleProblems, unusedParamsFiles, versionProblems } from './wholeProblems';
import type { PlacedProblem } from './wholeProblems';

/** A spec and its includes, read and checked. */
export class Analysis {
  readonly knowledge: Knowledge;
  readonly main: SpecFile;
  readonly #options: SpecOptions;
  readonly #paramsReader: ParamsReader;
  readonly #includes = new Map<string, { readonly text: string; readonly file: SpecFile }>();
  readonly #facts = new Map<Chunk, Facts>();
  readonly #links = new Map<Chunk, Links>();
  readonly #removed = new Set<Chunk>();
  readonly #added = new Set<Chunk>();
  #filesMayDiffer = false;
  #balance = new Balance();
  #cycles: readonly PlacedProblem[] | undefined;
  #unused: readonly PlacedProblem[] | undefined;

  constructor(text: string, options: SpecOptions) {
    this.#options = options;
    this.#paramsReader = new ParamsReader(options.files);
    this.knowledge = new Knowledge(options.files, options.catalog);
    this.main = new SpecFile(options.file, text, 0);
    for (const chunk of this.main.chunks) this.#added.add(chunk);
  }

  edit(change: TextChange): void {
    this.#note(this.main.edit(change));
  }

  filesChanged(): void {
    this.#filesMayDiffer = true;
  }

  /** The spec itself, then its includes in their order. */
  get files(): readonly SpecFile[] {
    this.refresh();
    return [this.main, ...[...this.#includes.values()].map((include) => include.file)];
  }

  factsOf(chunk: Chunk): Facts | undefined {
    this.refresh();
    return this.#facts.get(chunk);
  }

  linksOf(chunk: Chunk): Links | undefined {
    this.refresh();
    return this.#links.get(chunk);
  }

  /** Problems of the spec as a whole. */
  wholeProblems(): readonly PlacedProblem[] {
    const { files, knowledge } = this;
    this.#cycles ??= cycleProblems(files, this.#links, knowledge);
    this.#unused ??= unusedParamsFiles(this.#facts, this.#links, knowledge);
    return [...versionProblems(this.main, knowledge), ...aliasCountProblems(files), ...this.#cycles, ...this.#unused];
  }

  /** Brings everything up to date. Cheap when nothing changed. */
  refresh(): void {
    if (this.#added.size === 0 && this.#removed.size === 0 && !this.#filesMayDiffer) return;
    const changed = new Set<string>();
    if (this.#filesMayDiffer) this.knowledge.filesChanged(changed);
    const filesMayDiffer = this.#filesMayDiffer;
    this.#filesMayDiffer = false;
    const again = this.#readChanged(changed, filesMayDiffer);
    for (const chunk of this.knowledge.watchers(changed)) again.add(chunk);
    for (const chunk of again) if (this.#facts.has(chunk)) this.#check(chunk);
    // Found problems point at chunks, which may be gone; where there are none, only another graph or other uses can bring some.
    if (this.#balance.edgesDiffer() || (this.#cycles?.length ?? 0) > 0) this.#cycles = undefined;
    if (this.#balance.usesDiffer() || (this.#unused?.length ?? 0) > 0 || changed.has(keys.paramsFiles))
      this.#unused = undefined;
    this.#balance = new Balance();
  }

  // Reads chunks until nothing new turns up: an include adds chunks, params decide paths of outputs.
  #readChanged(changed: Set<string>, filesMayDiffer: boolean): Set<Chunk> {
    const again = new Set<Chunk>();
    let files = filesMayDiffer;
    for (let round = 0; round < maxIncludeDepth && (this.#added.size > 0 || this.#removed.size > 0 || files); round++) {
      const removed = [...this.#removed];
      const added = new Set([...this.#added, ...this.#aliasUsers([...this.#removed, ...this.#added])]);
      this.#removed.clear();
      this.#added.clear();
      const before = this.#sections([...removed, ...added]);
      for (const chunk of removed) this.#drop(chunk);
      for (const chunk of added) this.#facts.set(chunk, readFacts(chunk, this.#anchorsOf(chunk)));
      const sections = new Set([...before, ...this.#sections([...added])]);
      const touched = files || sections.has('params') ? this.#readParams(changed) : [];
      this.#offer(removed, [...added, ...touched], changed);
      for (const chunk of added) again.add(chunk);
      if (files || sections.has('include')) this.#readIncludes();
      files = false;
    }
    return again;
  }

  #sections(chunks: readonly Chunk[]): readonly string[] {
    return chunks.flatMap((chunk) => [chunk.cut.section, this.#facts.get(chunk)?.section?.name ?? '']);
  }

  #offer(removed: readonly Chunk[], chunks: readonly Chunk[], changed: Set<string>): void {
    const offers = new Map<Chunk, readonly Provision[]>();
    for (const chunk of chunks) {
      const facts = this.#facts.get(chunk);
      if (facts) offers.set(chunk, provisionsOf(chunk, facts, this.knowledge.values));
    }
    this.knowledge.replace(removed, offers, changed);
    // What stands under the keys of chunks that came may be in another order now.
    for (const chunk of chunks)
      for (const one of offers.get(chunk) ?? [])
        if (this.knowledge.count(one.key) > 1 && !one.key.startsWith('below:')) changed.add(one.key);
  }

  #drop(chunk: Chunk): void {
    this.#balance.take(this.#links.get(chunk));
    this.#facts.delete(chunk);
    this.#links.delete(chunk);
    this.knowledge.forget(chunk);
  }

  #check(chunk: Chunk): void {
    const facts = this.#facts.get(chunk);
    if (!facts) return;
    this.#balance.take(this.#links.get(chunk));
    const links = checkLinks(chunk, facts, this.knowledge);
    this.#balance.give(links);
    this.#links.set(chunk, links);
  }

  // Params are merged over all chunks; outputs whose paths they decide are offered anew.
  #readParams(changed: Set<string>): readonly Chunk[] {
    const before = this.knowledge.params;
    const inOrder = [this.main, ...[...this.#includes.values()].map((include) => include.file)]
      .flatMap((file) => file.chunks)
      .flatMap((chunk) => this.#facts.get(chunk) ?? []);
    const after = this.#paramsReader.read(inOrder);
    this.knowledge.params = after;
    const difference = changedParams(before, after);
    for (const name of difference.values) changed.add(keys.paramValue(name));
    for (const name of difference.shapes) changed.add(keys.param(name)).add(keys.names('params'));
    if (before.incomplete !== after.incomplete) changed.add(keys.names('params'));
    for (const file of [...before.files, ...after.files]) changed.add(keys.file(file.path));
    if (before.files.map(stateOf).join() !== after.files.map(stateOf).join()) changed.add(keys.paramsFiles);
    if (difference.values.length === 0) return [];
    this.#unused = undefined;
    this.#unused = undefined;
    return [...this.#facts].flatMap(([chunk, facts]) =>
      facts.entries.some((entry) => entry.step && entry.expressions.length > 0) ? [chunk] : [],
    );
  }

  #readIncludes(): void {
    const wanted = this.#includedPaths();
    for (const [path, include] of this.#includes) {
      if (wanted.get(path) === include.text) continue;
      this.#includes.delete(path);
      this.#note({ removed: include.file.chunks, added: [] });
    }
    for (const [path, text] of wanted) {
      if (this.#includes.has(path)) continue;
      const file = new SpecFile(path, text, 1);
      this.#includes.set(path, { text, file });
      this.#note({ removed: [], added: file.chunks });
    }
    let order = 1;
    for (const path of wanted.keys()) {
      const include = this.#includes.get(path);
      if (include) include.file.home.order = order++;
    }
  }

  #includedPaths(): ReadonlyMap<string, string> {
    const { files } = this.#options;
    const found = new Map<string, string>();
    for (const facts of this.#facts.values()) {
      if (facts.section?.name !== 'include') continue;
      for (const written of texts(facts.section.value)) {
        const path = normalPath(written);
        for (const one of isGlob(path) ? files.glob(path) : [path]) {
          const text = one === this.#options.file || found.has(one) ? undefined : files.read(one);
          if (text !== undefined) found.set(one, text);
        }
      }
    }
    return found;
  }

  // Chunks that use an anchor which changed, or all that use any when the count of aliases passed its limit.
  #aliasUsers(changed: readonly Chunk[]): readonly Chunk[] {
    const files = new Set(changed.map((chunk) => chunk.home));
    const names = new Set(changed.flatMap((chunk) => [...chunk.parsed.anchors.keys()]));
    const passed = [this.main, ...[...this.#includes.values()].map((include) => include.file)].filter((file) => {
      const over = file.anchors.aliases > maxAliases;
      const was = this.#over.has(file);
      if (over) this.#over.add(file);
      else this.#over.delete(file);
      return over !== was;
    });
    if (names.size === 0 && passed.length === 0) return [];
    return [...this.#facts].flatMap(([chunk, facts]) => {
      const inPassed = passed.some((file) => file.home === chunk.home);
      const uses = files.has(chunk.home) && facts.aliases.some((name) => names.has(name) || inPassed);
      return (uses || (inPassed && facts.aliases.length > 0)) && !changed.includes(chunk) ? [chunk] : [];
    });
  }

  readonly #over = new Set<SpecFile>();

  #anchorsOf(chunk: Chunk): SpecFile['anchors'] {
    if (chunk.home === this.main.home) return this.main.anchors;
    return this.#includes.get(chunk.home.file)?.file.anchors ?? this.main.anchors;
  }

  #note(change: ChunkChange): void {
    for (const chunk of change.removed) {
      // A chunk that came and went between two readings was never known.
      if (!this.#added.delete(chunk)) this.#removed.add(chunk);
    }
    for (const chunk of change.added) this.#added.add(chunk);
  }
}

const stateOf = (file: NamedParamsFile): string => `${file.path}:${file.content.kind}`;

/** Includes of includes of … are followed so far. */
const maxIncludeDepth = 16;
