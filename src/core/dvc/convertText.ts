// A text with DVC's `${…}` -> a text with Fairlead's `${{ … }}`, or with the value itself where Fairlead cannot name it.
import type { Json } from '../base/json';
import { isPlainKey } from '../spec/expression/printExpression';
import { isPlainWord } from '../spec/expression/shellQuote';
import type { DvcContext } from './dvcContext';
import { dvcString, parseDvcText, valueAt, type DvcReference } from './interpolation';

/** What `item` and `key` are in a stage, and values of the stage's own `vars`. */
export interface StageNames {
  /** Of a stage with a matrix: Fairlead's text for `item…` or `key`, undefined when the matrix cannot say it. */
  readonly matrixText?: (path: readonly string[], where: TextPlace) => string | undefined;
  /** Values of `item` and `key`, once the stage is written out task by task. */
  readonly values: Json;
  /** Values of the stage's own `vars`. */
  readonly vars: Json;
}

/** In a command Fairlead quotes values, DVC does not; in a path nothing is quoted. */
export type TextPlace = 'command' | 'path';

/** Raised when a stage's matrix cannot say what a text needs, so that its tasks have to be written out one by one. */
export class NotAsMatrix extends Error {}

/** Converts texts of one stage. */
export class TextConverter {
  readonly #context: DvcContext;
  readonly #names: StageNames;
  readonly #note: (text: string) => void;
  /** Params files that the converted texts name. */
  readonly usedFiles = new Set<string>();

  constructor(context: DvcContext, names: StageNames, note: (text: string) => void) {
    this.#context = context;
    this.#names = names;
    this.#note = note;
  }

  /** The converted text. Throws `NotAsMatrix`. */
  convert(text: string, where: TextPlace): string {
    return parseDvcText(text)
      .map((part) => (typeof part === 'string' ? part : this.#reference(part, where)))
      .join('');
  }

  /** The text with every value written out, for places where Fairlead evaluates nothing. Throws `NotAsMatrix`. */
  literal(text: string): string {
    return parseDvcText(text)
      .map((part) => {
        if (typeof part === 'string') return part;
        const ofTask = valueAt(this.#names.values, part.path);
        if (ofTask !== undefined) return dvcString(ofTask, false) ?? this.#written(ofTask, part.source, 'path');
        if (this.#isOfMatrix(part.path)) throw new NotAsMatrix(part.source);
        const value = valueAt(this.#names.vars, part.path) ?? this.#context.find(part.path)?.value;
        return value === undefined ? this.#unknown(part.source) : this.#written(value, part.source, 'path');
      })
      .join('');
  }

  #reference(reference: DvcReference, where: TextPlace): string {
    const { path, source } = reference;
    const ofTask = valueAt(this.#names.values, path);
    if (ofTask !== undefined) return dvcString(ofTask, where === 'command') ?? this.#written(ofTask, source, where);
    const own = valueAt(this.#names.vars, path);
    if (own !== undefined) return this.#written(own, source, where);
    if (this.#isOfMatrix(path)) {
      const text = this.#names.matrixText?.(path, where);
      if (text === undefined) throw new NotAsMatrix(source);
      return text;
    }
    const found = this.#context.find(path);
    if (found === undefined) return this.#unknown(source);
    if (!found.param || !canStand(found.value, where)) return this.#written(found.value, source, where);
    const file = this.#context.fileOf(path);
    if (file !== undefined) this.usedFiles.add(file);
    return `\${{ ${expressionText(['params', ...path])} }}`;
  }

  #unknown(source: string): string {
    this.#note(`'\${${source}}' is defined nowhere, so it was left as it is.`);
    return `\${${source}}`;
  }

  /** Elsewhere `item` and `key` are names like any other. */
  #isOfMatrix([first]: readonly string[]): boolean {
    return this.#names.matrixText !== undefined && (first === 'item' || first === 'key');
  }

  #written(value: Json, source: string, where: TextPlace): string {
    const text = dvcString(value, where === 'command');
    if (text === undefined) this.#note(`'\${${source}}' is no single value, so it was left as it is.`);
    else this.#note(`'\${${source}}' was replaced by its present value: ${text}`);
    return text ?? `\${${source}}`;
  }
}

/** Whether a value means the same in Fairlead, which quotes it in a command as one word. */
export function canStand(value: Json, where: TextPlace): boolean {
  if (value === null || typeof value === 'object') return false;
  return where === 'path' || isPlainWord(String(value));
}

/** `params.a['b c'][0]`. */
export function expressionText(path: readonly string[]): string {
  return path.reduce((text, key) => {
    if (text === '') return key;
    if (/^\d+$/.test(key)) return `${text}[${key}]`;
    return isPlainKey(key) ? `${text}.${key}` : `${text}['${key.replaceAll("'", "''")}']`;
  }, '');
}
