// Aliases of a chunk that stand for nothing, or for more than can be expanded.
import { unreachable } from '../../base/unreachable';
import { closeName } from '../expression/closeName';
import { eachAlias } from '../syntax/eachAlias';
import type { AliasNode } from '../syntax/node';
import { maxAliases, maxAliasSize } from './anchors';
import type { AnchorTable, Resolved } from './anchors';
import type { Chunk } from './chunk';
import type { Problem } from './problem';

/** What is wrong with the aliases of a chunk. */
export function aliasProblems(chunk: Chunk, anchors: AnchorTable): readonly Problem[] {
  if (!chunk.parsed.root || chunk.parsed.aliases === 0) return [];
  const problems: Problem[] = [];
  eachAlias(chunk.parsed.root, (alias) => {
    const problem = problemOf(alias, anchors.resolve(chunk, alias.name, alias.start), anchors);
    if (problem) problems.push(problem);
  });
  return problems;
}

function problemOf(alias: AliasNode, resolved: Resolved, anchors: AnchorTable): Problem | undefined {
  const extent = { start: alias.start, end: alias.end };
  switch (resolved.kind) {
    case 'found':
      return undefined;
    // One message for the file, on its first line: see fileProblems.ts.
    case 'too-many':
      return undefined;
    case 'later':
      return {
        code: 'FL004',
        message: `The anchor '&${alias.name}' is only defined further down: move it above its first use.`,
        ...extent,
      };
    case 'recursive':
      return {
        code: 'FL004',
        message: `The alias '*${alias.name}' stands inside the value that it stands for: remove it.`,
        ...extent,
      };
    case 'too-large':
      return {
        code: 'FL005',
        message: `The alias '*${alias.name}' stands for more than ${maxAliasSize.toLocaleString('en')} values and is not read: write less by aliases of aliases.`,
        ...extent,
      };
    case 'unknown': {
      const close = closeName(alias.name, anchors.names());
      const message = `No anchor '&${alias.name}' is defined${close === undefined ? ': add it, or write the value here.' : `. Did you mean '*${close}'?`}`;
      return {
        code: 'FL004',
        message,
        ...extent,
        ...(close !== undefined && {
          fixes: [{ title: `Change to '*${close}'`, edits: [{ ...extent, newText: `*${close}` }] }],
        }),
      };
    }
    default:
      return unreachable(resolved);
  }
}

/** The one message for a file with too many aliases. */
export function tooManyAliases(count: number): string {
  return `This file has ${count.toLocaleString('en')} aliases; at most ${maxAliases.toLocaleString('en')} are read, so none is: split the file with 'include', or write values out.`;
}
