// Checks a value against the grammar. zod finds what does not fit; the words and the places are ours: an unknown key is marked at the key,
// a missing one at the key of its mapping, a wrong value at the value. Of alternatives only the one that was meant is spoken of.
import type * as z from 'zod';
import type { Json } from '../../base/json';
import { isJsonObject } from '../../base/json';
import { unreachable } from '../../base/unreachable';
import { closeName } from '../expression/closeName';
import { acceptsCollection, alternatives, metaOf, namedKeys, schemasAt, unwrap } from '../schema/walk';
import type { Extent } from '../syntax/node';
import type { Problem } from './problem';
import type { Located } from './values';

/** A value to be checked and the way to its places. */
export interface Shaped {
  readonly schema: z.ZodType;
  readonly value: Json;
  /** How the whole value is called where it has no key of its own: `steps.train`. */
  readonly title: string;
  /** The key of the whole value. */
  readonly keyExtent: Extent;
  locate(path: readonly (string | number)[]): Located | undefined;
}

type Path = readonly (string | number)[];
type Issue = z.core.$ZodIssue;

/** Everything about the value that does not fit the grammar. */
export function shapeProblems(shaped: Shaped): readonly Problem[] {
  const result = shaped.schema.safeParse(shaped.value);
  if (result.success) return [];
  return result.error.issues.flatMap((issue) => problemsOf(shaped, shaped.schema, [], issue));
}

function problemsOf(shaped: Shaped, root: z.ZodType, base: Path, issue: Issue): readonly Problem[] {
  // zod's paths hold symbols only for maps, which YAML values never are.
  const path: Path = [...base, ...(issue.path as Path)];
  const value = valueAt(shaped.value, path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.flatMap((key) => unknownKey(shaped, path, key));
    case 'invalid_union':
      return unionProblems(shaped, root, path, value, issue);
    case 'invalid_type':
      return value === undefined ? missingKey(shaped, path) : wrongValue(shaped, path, value);
    case 'invalid_value':
    case 'invalid_format':
    case 'too_big':
    case 'too_small':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return value === undefined ? missingKey(shaped, path) : wrongValue(shaped, path, value);
    default:
      return unreachable(issue);
  }
}

function unionProblems(
  shaped: Shaped,
  root: z.ZodType,
  path: Path,
  value: Json | undefined,
  issue: z.core.$ZodIssueInvalidUnion,
): readonly Problem[] {
  if (value === undefined) return missingKey(shaped, path);
  const branches = issue.errors.filter(
    (errors) => !errors.some((error) => error.path.length === 0 && error.code !== 'unrecognized_keys'),
  );
  const meant = branches.length > 1 && isJsonObject(value) ? likeliest(branches, value) : branches[0];
  if (!meant) return wrongValue(shaped, path, value);
  return meant.flatMap((inner) => problemsOf(shaped, root, path, inner));
}

// The branch that knows most of the keys that are there; among equals the one with the fewest complaints.
function likeliest(
  branches: readonly (readonly Issue[])[],
  value: Readonly<Record<string, Json>>,
): readonly Issue[] | undefined {
  const strangers = (issues: readonly Issue[]): number =>
    issues.reduce(
      (sum, issue) =>
        sum +
        (issue.code === 'unrecognized_keys' && issue.path.length === 0
          ? issue.keys.filter((key) => key in value).length
          : 0),
      0,
    );
  return [...branches].sort((a, b) => strangers(a) - strangers(b) || a.length - b.length)[0];
}

function unknownKey(shaped: Shaped, path: Path, key: string): readonly Problem[] {
  if (key.startsWith('x-') || key === '<<') return [];
  const located = shaped.locate([...path, key]);
  // A key that comes in by an alias or merge key is judged where it is written.
  if (!located || located.unknown || located.borrowed) return [];
  const extent = located.key ?? located.value;
  const known = [...new Set(schemasBelow(shaped.schema, path).flatMap((schema) => [...namedKeys(schema).keys()]))];
  if (key === '') return [{ code: 'FL010', message: `A key is missing before the ':'.${hint(known)}`, ...extent }];
  const close = closeName(key, known);
  const present = valueAt(shaped.value, path);
  const taken = close !== undefined && isJsonObject(present) && close in present;
  const message =
    close === undefined
      ? `The key '${key}' is not known here.${hint(known)}`
      : `The key '${key}' is not known here. Did you mean '${close}'?`;
  if (close === undefined || taken) return [{ code: 'FL010', message, ...extent }];
  return [
    {
      code: 'FL010',
      message,
      ...extent,
      fixes: [{ title: `Change to '${close}'`, edits: [{ ...extent, newText: close }] }],
    },
  ];
}

function hint(known: readonly string[]): string {
  if (known.length === 0) return '';
  return known.length <= 8 ? ` Known are: ${known.join(', ')}.` : " For a key of your own, begin it with 'x-'.";
}

function missingKey(shaped: Shaped, path: Path): readonly Problem[] {
  const parent = path.slice(0, -1);
  const located = shaped.locate(parent);
  if (located?.unknown) return [];
  const extent =
    parent.length === 0 ? shaped.keyExtent : (located?.key ?? firstKey(located) ?? located?.value ?? shaped.keyExtent);
  const schema = schemasBelow(shaped.schema, path)[0];
  const example = schema && metaOf(schema).example;
  const key = String(path.at(-1));
  return [
    {
      code: 'FL011',
      message: `The key '${key}' is missing in ${titleOf(shaped, parent)}${example === undefined ? '.' : `: add e.g. \`${key}: ${example}\`.`}`,
      ...extent,
    },
  ];
}

function firstKey(located: Located | undefined): Extent | undefined {
  return located?.node.kind === 'map' ? located.node.entries[0]?.keyExtent : undefined;
}

function wrongValue(shaped: Shaped, path: Path, value: Json): readonly Problem[] {
  const schemas = schemasBelow(shaped.schema, path);
  const schema = schemas[0];
  const located = shaped.locate(path);
  if (!located || located.unknown || !schema) return [];
  // A list or mapping without content (`inputs:`) is empty, not wrong.
  if (value === null && schemas.some(acceptsCollection)) return [];
  const words = metaOf(schema).words ?? 'something else';
  const title = titleOf(shaped, path);
  const extent = value === null ? (located.key ?? shaped.keyExtent) : firstLineOf(located);
  if (value === null) return [{ code: 'FL012', message: `${capital(title)} has no value: write ${words}.`, ...extent }];
  return [
    {
      code: codeOf(schema, value),
      message: `${capital(title)} must be ${words}, but here it is ${wordsOf(value)}.${remedy(schema, value)}`,
      ...extent,
      ...fixesOf(schema, value, extent),
    },
  ];
}

// A collection is many lines long; its key says enough.
function firstLineOf(located: Located): Extent {
  if (located.borrowed || located.node.kind === 'scalar' || located.node.kind === 'alias') return located.value;
  return located.key ?? firstKey(located) ?? located.value;
}

function codeOf(schema: z.ZodType, value: Json): Problem['code'] {
  const unit = ['duration', 'size', 'money'].includes(metaOf(schema).typeName ?? '');
  if (unit && (typeof value === 'string' || typeof value === 'number')) return 'FL013';
  const enumeration = alternatives(schema).some(
    (option) => option.def.type === 'enum' || option.def.type === 'literal',
  );
  return enumeration && typeof value === 'string' ? 'FL015' : 'FL012';
}

function remedy(schema: z.ZodType, value: Json): string {
  if (typeof value === 'number' && acceptsText(schema) && codeOf(schema, value) === 'FL012')
    return ' Put it in quotes if it is meant as text.';
  if (typeof value === 'string' && codeOf(schema, value) === 'FL015') {
    const close = closeName(value, enumWords(schema));
    return close === undefined ? '' : ` Did you mean '${close}'?`;
  }
  return '';
}

function fixesOf(schema: z.ZodType, value: Json, extent: Extent): Pick<Problem, 'fixes'> {
  if (typeof value === 'number' && acceptsText(schema) && codeOf(schema, value) === 'FL012') {
    return {
      fixes: [
        {
          title: 'Put it in quotes',
          edits: [
            { start: extent.start, end: extent.start, newText: '"' },
            { start: extent.end, end: extent.end, newText: '"' },
          ],
        },
      ],
    };
  }
  const close =
    typeof value === 'string' && codeOf(schema, value) === 'FL015' ? closeName(value, enumWords(schema)) : undefined;
  return close === undefined
    ? {}
    : { fixes: [{ title: `Change to '${close}'`, edits: [{ ...extent, newText: close }] }] };
}

function enumWords(schema: z.ZodType): readonly string[] {
  return alternatives(schema).flatMap((option) =>
    'options' in option && Array.isArray(option.options) ? option.options.map(String) : [],
  );
}

function acceptsText(schema: z.ZodType): boolean {
  return alternatives(schema).some((option) => option.def.type === 'string');
}

function wordsOf(value: Json): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  if (typeof value === 'string') return `'${value.length > 40 ? `${value.slice(0, 40)}…` : value}'`;
  return typeof value === 'number' ? `the number ${String(value)}` : String(value);
}

function titleOf(shaped: Shaped, path: Path): string {
  const last = path.at(-1);
  if (last === undefined) return `'${shaped.title}'`;
  if (typeof last === 'string') return `'${last}'`;
  const list = path.slice(0, -1).findLast((part) => typeof part === 'string') ?? shaped.title;
  return `item ${String(last + 1)} of '${list}'`;
}

const capital = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);

function schemasBelow(root: z.ZodType, path: Path): readonly z.ZodType[] {
  return schemasAt(path, unwrap(root));
}

function valueAt(value: Json, path: Path): Json | undefined {
  let current: Json | undefined = value;
  for (const part of path) {
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(part)];
    else if (isJsonObject(current)) current = Object.hasOwn(current, String(part)) ? current[String(part)] : undefined;
    else return undefined;
  }
  return current;
}
