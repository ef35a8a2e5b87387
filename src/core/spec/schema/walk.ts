// Finds the part of the grammar that describes a place in a document. The zod schema is read as data, so that completion, hover,
// messages and the reference have no grammar of their own.
import * as z from 'zod';
import type { SpecPath } from '../spec';
import type { KeyMeta } from './scalars';
import { specSchema } from './spec';

/** A schema without its `optional`. */
export function unwrap(schema: z.ZodType): z.ZodType {
  let current = schema;
  while (current instanceof z.ZodOptional || current instanceof z.ZodDefault || current instanceof z.ZodNullable) {
    // The inner type of a wrapper is a schema; zod's own signature is wider for the sake of its mini variant.
    current = current.unwrap() as z.ZodType;
  }
  return current;
}

/** What `.meta()` says of a schema, also of one that is wrapped. */
export function metaOf(schema: z.ZodType): KeyMeta {
  return unwrap(schema).meta() ?? {};
}

/** The alternatives of a schema: the options of a union (of unions), or itself. */
export function alternatives(schema: z.ZodType): readonly z.ZodType[] {
  const inner = unwrap(schema);
  if (!(inner instanceof z.ZodUnion)) return [inner];
  return (inner.options as readonly z.ZodType[]).flatMap(alternatives);
}

/** The keys that the grammar names for a mapping, over all its alternatives. */
export function namedKeys(schema: z.ZodType): ReadonlyMap<string, z.ZodType> {
  const keys = new Map<string, z.ZodType>();
  for (const option of alternatives(schema)) {
    if (!(option instanceof z.ZodObject)) continue;
    for (const [key, value] of Object.entries(option.shape)) if (!keys.has(key)) keys.set(key, value as z.ZodType);
  }
  return keys;
}

/** The schemas (alternatives) of the child of `schema` under `part`. */
function childrenOf(schema: z.ZodType, part: string | number): readonly z.ZodType[] {
  return alternatives(schema).flatMap((option): readonly z.ZodType[] => {
    if (option instanceof z.ZodObject) {
      const named = (option.shape as Readonly<Record<string, z.ZodType>>)[String(part)];
      if (named && Object.hasOwn(option.shape, String(part))) return [named];
      const rest = option.def.catchall as z.ZodType | undefined;
      return rest && !(rest instanceof z.ZodNever) && !(rest instanceof z.ZodUnknown) ? [rest] : [];
    }
    if (option instanceof z.ZodRecord) return typeof part === 'string' ? [option.valueType as z.ZodType] : [];
    if (option instanceof z.ZodArray) return typeof part === 'number' ? [option.element as z.ZodType] : [];
    return [];
  });
}

/** Every schema that may describe the value at `path`, the likeliest first; empty for places the grammar does not know. */
export function schemasAt(path: SpecPath, root: z.ZodType = specSchema): readonly z.ZodType[] {
  let current: readonly z.ZodType[] = [root];
  for (const part of path) current = current.flatMap((schema) => childrenOf(schema, part));
  return current;
}

/** The likeliest schema at `path`. */
export function schemaAt(path: SpecPath): z.ZodType | undefined {
  return schemasAt(path)[0];
}

/** Whether a schema accepts a mapping or a list, so that an empty value means an empty one. */
export function acceptsCollection(schema: z.ZodType): boolean {
  return alternatives(schema).some(
    (option) => option instanceof z.ZodObject || option instanceof z.ZodRecord || option instanceof z.ZodArray,
  );
}

/** The fixed words a value may be, over all alternatives. */
export function wordsOf(schema: z.ZodType): readonly string[] {
  return alternatives(schema).flatMap((option): readonly string[] => {
    if (option instanceof z.ZodEnum) return option.options.map(String);
    if (option instanceof z.ZodLiteral) return [...option.values].map(String);
    if (option instanceof z.ZodBoolean) return ['true', 'false'];
    return [];
  });
}
