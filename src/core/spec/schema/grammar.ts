// The grammar in the form that reading needs: what one value means, and the way down to its children, each found once. Walking the zod
// schema itself for every scalar of a large spec would take longer than parsing it.
import * as z from 'zod';
import type { KeyMeta } from './scalars';
import { specSchema } from './spec';
import { alternatives, metaOf } from './walk';

/** What the grammar says of a value. */
export interface Grammar {
  /** The kind of name that a text here is. */
  readonly names: KeyMeta['names'];
  /** Whether expressions are evaluated here. */
  readonly template: boolean;
  /** Whether a text here is a path of the project. */
  readonly path: boolean;
  child(part: string | number): Grammar | undefined;
}

class CompiledGrammar implements Grammar {
  readonly names: KeyMeta['names'];
  readonly template: boolean;
  readonly path: boolean;
  readonly #schemas: readonly z.ZodType[];
  readonly #named = new Map<string, Grammar | undefined>();
  #item: Grammar | undefined;
  #rest: Grammar | undefined;

  constructor(schemas: readonly z.ZodType[]) {
    const meta = schemas.flatMap((schema) => [schema, ...alternatives(schema)]).map(metaOf);
    // Of `all` or names of steps, the text names a step; of a list of names, only its items do.
    this.names = meta.find((one) => one.names)?.names;
    this.template = meta.some((one) => one.template);
    this.path = meta.some((one) => one.path);
    this.#schemas = schemas.flatMap(alternatives);
  }

  child(part: string | number): Grammar | undefined {
    if (typeof part === 'number')
      return (this.#item ??= compile(
        this.#schemas.flatMap((one) => (one instanceof z.ZodArray ? [one.element as z.ZodType] : [])),
      ));
    const shapes = this.#schemas.flatMap((one) =>
      one instanceof z.ZodObject ? [one.shape as Readonly<Record<string, z.ZodType>>] : [],
    );
    if (this.#named.has(part)) return this.#named.get(part);
    const found = shapes.flatMap((shape) => (Object.hasOwn(shape, part) && shape[part] ? [shape[part]] : []));
    if (found.length === 0) return (this.#rest ??= compile(this.#schemas.flatMap(restOf)));
    const grammar = compile(found);
    this.#named.set(part, grammar);
    return grammar;
  }
}

function restOf(schema: z.ZodType): readonly z.ZodType[] {
  if (schema instanceof z.ZodRecord) return [schema.valueType as z.ZodType];
  const rest = schema instanceof z.ZodObject ? (schema.def.catchall as z.ZodType | undefined) : undefined;
  return rest && !(rest instanceof z.ZodNever) ? [rest] : [];
}

function compile(schemas: readonly z.ZodType[]): Grammar | undefined {
  return schemas.length === 0 ? undefined : new CompiledGrammar(schemas);
}

/** The grammar of a whole spec. */
export const grammar: Grammar = new CompiledGrammar([specSchema]);
