// Opens a spec: the one door through which the editor and the terminal read a text.
import type { Location, Position } from '../base/text';
import { Analysis } from './check/analysis';
import { publish } from './check/publish';
import type { PublishedChunks } from './check/publish';
import type { Diagnostic } from './diagnostic';
import type { Pipeline } from './pipeline';
import { contextAt } from './query/contextAt';
import { definitions } from './query/definitions';
import { feeds } from './query/feeds';
import { find, nameAt, namesIn, placesOf } from './query/find';
import { namesOf } from './query/names';
import { symbols } from './query/symbols';
import { readPipeline } from './read/readPipeline';
import type { SpecContext, SpecDocument, SpecName, SpecOptions, SpecPath, SpecSymbol, TextChange } from './spec';

/** Opens a text as a spec. Never fails: whatever is wrong with it is a diagnostic. */
export function openSpec(text: string, options: SpecOptions): SpecDocument {
  return new OpenSpec(text, options);
}

class OpenSpec implements SpecDocument {
  readonly #options: SpecOptions;
  readonly #analysis: Analysis;
  readonly #published: PublishedChunks = new WeakMap();
  #diagnostics: readonly Diagnostic[] | undefined;
  #pipeline: Pipeline | undefined;
  #symbols: readonly SpecSymbol[] | undefined;

  constructor(text: string, options: SpecOptions) {
    this.#options = options;
    this.#analysis = new Analysis(text, options);
  }

  get file(): string {
    return this.#options.file;
  }

  get text(): string {
    return this.#analysis.main.lines.text;
  }

  files(): readonly string[] {
    return this.#analysis.files.map((one) => one.home.file);
  }

  edit(changes: readonly TextChange[]): void {
    for (const change of changes) this.#analysis.edit(change);
    this.#forget();
  }

  filesChanged(): void {
    this.#analysis.filesChanged();
    this.#forget();
  }

  diagnostics(): readonly Diagnostic[] {
    return (this.#diagnostics ??= publish(this.#analysis, this.#options.severities ?? {}, this.#published));
  }

  pipeline(): Pipeline {
    return (this.#pipeline ??= readPipeline(this.#analysis, this.#options.file));
  }

  contextAt(position: Position): SpecContext {
    return contextAt(this.#analysis, position);
  }

  symbols(): readonly SpecSymbol[] {
    return (this.#symbols ??= symbols(this.#analysis));
  }

  nameAt(position: Position): ReturnType<SpecDocument['nameAt']> {
    return nameAt(this.#analysis, position);
  }

  namesIn(first: number, last: number): ReturnType<SpecDocument['namesIn']> {
    return namesIn(this.#analysis, first, last);
  }

  feeds(): ReturnType<SpecDocument['feeds']> {
    return feeds(this.#analysis);
  }

  definitions(name: SpecName): readonly Location[] {
    return definitions(this.#analysis, name, this.#options.files);
  }

  references(name: SpecName): readonly Location[] {
    return placesOf(this.#analysis, name, 'use');
  }

  names(kind: SpecName['kind'], scope?: string): readonly string[] {
    return namesOf(this.#analysis, kind, scope);
  }

  find(path: SpecPath): ReturnType<SpecDocument['find']> {
    return find(this.#analysis, path);
  }

  #forget(): void {
    this.#diagnostics = undefined;
    this.#pipeline = undefined;
    this.#symbols = undefined;
  }
}
