// What the grammar says of a key: the one source of hover, completion and the reference.
import * as z from 'zod';
import type { KeyMeta } from './schema/scalars';
import { alternatives, metaOf, namedKeys, schemasAt, unwrap, wordsOf } from './schema/walk';
import type { KeyDescription, SpecPath } from './spec';

/** Describes the key that `path` ends with; undefined for names that the user gives (steps, columns …) and for unknown keys. */
export function describeKey(path: SpecPath): KeyDescription | undefined {
  const key = path.at(-1);
  if (typeof key !== 'string') return undefined;
  const found = schemasAt(path.slice(0, -1)).flatMap((parent) => {
    const schema = namedKeys(parent).get(key);
    return schema ? [describe(key, schema)] : [];
  })[0];
  return found ?? describeNamed(path, key);
}

/** All keys that the grammar names for the mapping at `path`, in the grammar's order. */
export function keysAt(path: SpecPath): readonly KeyDescription[] {
  const keys = new Map<string, KeyDescription>();
  for (const parent of schemasAt(path)) {
    // Of alternatives (an event is an alert, a change or a schedule) no key is required by itself.
    const several = alternatives(parent).filter((option) => option instanceof z.ZodObject).length > 1;
    for (const [key, schema] of namedKeys(parent)) {
      if (!keys.has(key)) keys.set(key, { ...describe(key, schema), ...(several && { required: false }) });
    }
  }
  return [...keys.values()];
}

/** The fixed words that the value at `path` may be. */
export function valuesAt(path: SpecPath): readonly string[] {
  const words = schemasAt(path).flatMap((schema) => [...wordsOf(schema), ...(metaOf(schema).suggestions ?? [])]);
  return [...new Set(words)];
}

/** What kind of name, path or template the value at `path` is; for completion. */
export function metaAt(path: SpecPath): KeyMeta {
  const merged: KeyMeta[] = schemasAt(path).flatMap((schema) => [metaOf(schema), ...alternatives(schema).map(metaOf)]);
  return Object.assign({}, ...merged.reverse()) as KeyMeta;
}

// A key of the user's own choice is described when the grammar says something of all of them, e.g. the axes of a matrix.
function describeNamed(path: SpecPath, key: string): KeyDescription | undefined {
  const schema = schemasAt(path)[0];
  return schema && metaOf(schema).description !== undefined ? { ...describe(key, schema), required: false } : undefined;
}

function typeWord(schema: z.ZodType): string {
  return unwrap(schema) instanceof z.ZodObject ? 'mapping' : 'value';
}

function describe(key: string, schema: z.ZodType): KeyDescription {
  const meta = metaOf(schema);
  const values = wordsOf(schema);
  return {
    key,
    documentation: meta.description ?? '',
    type: meta.typeName ?? meta.words ?? typeWord(schema),
    required: unwrap(schema) === schema,
    ...(values.length > 0 && { values }),
    ...(meta.example !== undefined && { example: meta.example }),
  };
}
