// Which names a step's command and environment read: what they name they depend on.
import type { Step } from '../spec/pipeline';
import type { ExpressionNode } from '../spec/expression/ast';
import { expressionPaths } from '../spec/expression/expressionPaths';

/** Paths by their first name; for `steps`: `['train', 'outputs', 'model']`. */
export type NamesRead = ReadonlyMap<string, readonly (readonly string[])[]>;

/** Every path that the expressions of `run` and `env` name. */
export function namesReadBy(step: Step): NamesRead {
  const read = new Map<string, (readonly string[])[]>();
  for (const template of [step.run ?? '', ...Object.values(step.env)]) {
    if (typeof template === 'string') continue;
    const expressions = template.parts.filter((part): part is ExpressionNode => typeof part !== 'string');
    for (const path of expressions.flatMap(expressionPaths)) {
      const [root, ...names] = path.map(({ name }) => name);
      if (root !== undefined && names.length > 0) read.set(root, [...(read.get(root) ?? []), names]);
    }
  }
  return read;
}
