// Paths that only one machine has. The same file is nearly always meant from the folder of the spec.
import { isGlob, normalPath } from '../../paths';
import type { SpecNode } from '../../syntax/node';
import type { Look } from '../links';
import type { Problem } from '../problem';
import { keys } from '../provisions';
import { inner } from '../textExtent';
import { eachText } from './eachText';
import type { PlacedText } from './eachText';
import { changeTo } from './places';

/** Whether a text can have any: a quick look that spares the walk. */
export function mayHoldAbsolutePaths(text: string): boolean {
  return /(?:^|[\s"'[{,])(?:\/[^\s/]|~\/|[A-Za-z]:[\\/])/.test(text);
}

/** FL081 for every path below `node` that begins at the root of a machine or in a home folder. */
export function absolutePaths(look: Look, node: SpecNode, path: readonly (string | number)[]): readonly Problem[] {
  const problems: Problem[] = [];
  eachText(node, path, (found) => {
    if (found.grammar.path && isAbsolute(found.text) && !isOutput(found)) problems.push(problemOf(look, found));
  });
  return problems;
}

function isAbsolute(text: string): boolean {
  return /^(?:\/[^\s/]|~\/|[A-Za-z]:[\\/])/.test(text) && !text.startsWith('/dev/');
}

// Of outputs FL033 speaks: there it is an error.
function isOutput({ path: [section, , key] }: PlacedText): boolean {
  return section === 'steps' && (key === 'outputs' || key === 'metrics' || key === 'pick');
}

function problemOf(look: Look, { scalar, text }: PlacedText): Problem {
  const relative = text.includes('${{') ? undefined : inProject(look, text);
  const extent = inner(look.chunk.text, scalar);
  const remedy =
    relative === undefined ? 'write it from the folder of the spec, or take it from a param' : `write '${relative}'`;
  const where = text.startsWith('~') ? `'~' is not filled in` : 'only this machine may have it';
  return {
    code: 'FL081',
    message: `The path '${text}' is absolute and ${where}: ${remedy}.`,
    ...extent,
    ...(relative !== undefined && changeTo(extent, relative)),
  };
}

// `/home/me/flights/data/a.csv` is `data/a.csv` when that is here: the longest end that is a path of the project. A name alone is too little.
function inProject(look: Look, text: string): string | undefined {
  const parts = normalPath(text).split('/').filter(Boolean);
  for (let start = 1; start <= parts.length - 2; start++) {
    const path = parts.slice(start).join('/');
    if (isGlob(path)) return undefined;
    look.watched.add(keys.file(path));
    if (look.knowledge.fileKind(path) !== 'missing') return path;
  }
  return undefined;
}
