// The kinds of scalar that the grammar is made of. `words` is how a kind is called in messages, completion and the reference.
import * as z from 'zod';
import { durationPattern, moneyPattern, sizePattern } from '../units';

/** What `.meta()` of a schema may hold; read by describe.ts, the messages and the reference generator. */
export interface KeyMeta {
  /** Markdown: what the key means. */
  readonly description?: string;
  /** How the type is called in a sentence: `a duration such as 10m`. */
  readonly words?: string;
  /** Short name of the type for tables: `duration`. */
  readonly typeName?: string;
  readonly example?: string;
  /** Whether `${{ expressions }}` work here. */
  readonly template?: boolean;
  /** What the text names, so that it can be completed, checked and followed. */
  readonly names?:
    | 'step'
    | 'dataset'
    | 'executor'
    | 'evaluation'
    | 'gate'
    | 'model'
    | 'deployment'
    | 'monitor'
    | 'param'
    | 'column'
    | 'output'
    | 'metric'
    | 'driftMethod';
  /** The text is a path of the project (or a glob). */
  readonly path?: boolean;
  /** Words worth offering although others are accepted too. */
  readonly suggestions?: readonly string[];
}

/** Any text. */
export const text = z.string().meta({ words: 'text', typeName: 'text' } satisfies KeyMeta);

/** Text in which `${{ }}` is evaluated. */
export const template = z
  .string()
  .meta({ words: 'text', typeName: 'text with expressions', template: true } satisfies KeyMeta);

/** A path relative to the project. */
export const path = z
  .string()
  .min(1)
  .meta({ words: 'a path', typeName: 'path', path: true } satisfies KeyMeta);

/** A path in which `${{ }}` is evaluated. */
export const pathTemplate = z
  .string()
  .min(1)
  .meta({ words: 'a path', typeName: 'path', path: true, template: true } satisfies KeyMeta);

/** `10m`, `45d`, `250ms`. */
export const duration = z
  .string()
  .regex(durationPattern)
  .meta({ words: 'a duration such as 10m, 45d or 250ms', typeName: 'duration', example: '10m' } satisfies KeyMeta);

/** `4GiB`, `512MB`. */
export const size = z
  .string()
  .regex(sizePattern)
  .meta({ words: 'a size such as 4GiB or 512MB', typeName: 'size', example: '4GiB' } satisfies KeyMeta);

/** `5 USD`. */
export const money = z
  .string()
  .regex(moneyPattern)
  .meta({ words: 'an amount such as 5 USD', typeName: 'money', example: '5 USD' } satisfies KeyMeta);

/** Any number. */
export const number = z.number().meta({ words: 'a number', typeName: 'number' } satisfies KeyMeta);

/** 0, 1, 2, … */
export const count = z
  .int()
  .min(0)
  .meta({ words: 'a whole number', typeName: 'whole number' } satisfies KeyMeta);

/** 1, 2, 3, … */
export const positiveCount = z
  .int()
  .min(1)
  .meta({ words: 'a whole number from 1', typeName: 'whole number' } satisfies KeyMeta);

/** From 0 to 1. */
export const share = z
  .number()
  .min(0)
  .max(1)
  .meta({ words: 'a share from 0 to 1', typeName: 'share' } satisfies KeyMeta);

/** `true` or `false`. */
export const flag = z.boolean().meta({ words: 'true or false', typeName: 'true or false' } satisfies KeyMeta);

/** Text, number or flag; nothing that has parts. */
export const scalar = z
  .union([z.string(), z.number(), z.boolean()])
  .meta({ words: 'a single value', typeName: 'value', template: true } satisfies KeyMeta);

/** A text that names something of the given kind. */
export function nameOf(kind: NonNullable<KeyMeta['names']>, words: string): z.ZodString {
  return z
    .string()
    .min(1)
    .meta({ words: `the name of ${words}`, typeName: `name of ${words}`, names: kind } satisfies KeyMeta);
}

/** One of a few words. */
export function oneOf<const T extends readonly [string, ...string[]]>(words: T): z.ZodEnum<{ [K in T[number]]: K }> {
  return z.enum(words).meta({ words: `one of ${words.join(', ')}`, typeName: words.join(' | ') } satisfies KeyMeta);
}

/** A list of `item`. */
export function listOf<T extends z.ZodType>(item: T, words: string): z.ZodArray<T> {
  return z.array(item).meta({ words: `a list of ${words}`, typeName: `list of ${words}` } satisfies KeyMeta);
}

/** Adds what a key means, with an example, to a schema. */
export function key<T extends z.ZodType>(schema: T, description: string, example?: string): T {
  return schema.meta(example === undefined ? { description } : { description, example });
}
