// Whether a text can be the new name of something: it has to stay a name wherever it is written, in keys, lists and expressions.
import type { SpecDocument, SpecName } from '../../src/core/spec/spec';

/** Words with a meaning of their own in the place where a name of the kind stands. */
const taken: Readonly<Partial<Record<SpecName['kind'], readonly string[]>>> = {
  step: ['all'],
  axis: ['key', 'include', 'exclude'],
  executor: ['local'],
};

/** Why `newName` cannot be the name; undefined when it can. */
export function nameProblem(
  document: SpecDocument,
  { kind, name, scope }: SpecName,
  newName: string,
): string | undefined {
  if (kind === 'anchor') {
    if (!/^[\p{L}\p{N}_.-]+$/u.test(newName))
      return `'${newName}' is no anchor: use letters, digits, '_', '-' and '.'.`;
  } else if (!/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(newName)) {
    return `'${newName}' is no name: begin with a letter or '_', then letters, digits, '_' and '-'.`;
  } else if (/^(?:true|false|null)$/i.test(newName)) {
    return `'${newName}' is no name: YAML reads it as a value.`;
  } else if (newName.startsWith('x-')) {
    return `'${newName}' is no name: keys that begin with 'x-' are not read.`;
  }
  if (taken[kind]?.includes(newName) === true)
    return `'${newName}' has a meaning of its own here: choose another name.`;
  const full = kind === 'param' ? [...name.split('.').slice(0, -1), newName].join('.') : newName;
  const exists = document.names(kind, scope).includes(full) || (sharesNames(kind) && isWatched(document, newName));
  return exists ? `There is a ${kind} '${full}' already: choose another name.` : undefined;
}

/** What a monitor watches is a deployment, or else a dataset: a name that one of them takes is taken for both. */
function sharesNames(kind: SpecName['kind']): boolean {
  return kind === 'deployment' || kind === 'dataset';
}

function isWatched(document: SpecDocument, name: string): boolean {
  return document.references({ kind: 'deployment', name }).length > 0;
}
