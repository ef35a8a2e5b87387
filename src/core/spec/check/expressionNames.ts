// The names that the expressions of a scalar use, each with its place: `params.train.rate` names the params `train` and `train.rate`.
import type { ExpressionNode } from '../expression/ast';
import { expressionPaths } from '../expression/expressionPaths';
import type { ExpressionPath } from '../expression/expressionPaths';
import type { SpecName } from '../spec';
import type { ScalarNode } from '../syntax/node';
import type { Occurrence } from './facts';
import { sourceExtent } from './textExtent';

/** Names in the expressions of a scalar of the entry `scope`. Expressions report unknown names by themselves. */
export function expressionNames(
  text: string,
  scalar: ScalarNode,
  holes: readonly ExpressionNode[],
  scope: string,
): readonly Occurrence[] {
  return holes.flatMap(expressionPaths).flatMap((path) =>
    namesOf(path, scope).map(({ name, part }) => ({
      name,
      role: 'use' as const,
      checked: false,
      ...sourceExtent(text, scalar, path[part]?.span ?? scalar),
    })),
  );
}

interface Named {
  readonly name: SpecName;
  /** Which part of the path it is. */
  readonly part: number;
}

function namesOf(path: ExpressionPath, scope: string): readonly Named[] {
  const [root, first, , third] = path;
  if (first === undefined) return [];
  const one = (kind: SpecName['kind'], inScope?: string): readonly Named[] => [
    { name: { kind, name: first.name, ...(inScope !== undefined && { scope: inScope }) }, part: 1 },
  ];
  switch (root?.name) {
    case 'params':
      return path.slice(1).map((_, index) => ({
        name: {
          kind: 'param',
          name: path
            .slice(1, index + 2)
            .map((part) => part.name)
            .join('.'),
        },
        part: index + 1,
      }));
    case 'matrix':
      return first.name === 'key' ? [] : one('axis', scope);
    case 'inputs':
      return one('input', scope);
    case 'outputs':
      return one('output', scope);
    case 'datasets':
      return one('dataset');
    case 'steps':
      return third === undefined
        ? one('step')
        : [...one('step'), { name: { kind: 'output', name: third.name, scope: first.name }, part: 3 }];
    default:
      return [];
  }
}
