import type { Step } from '../spec/pipeline';
import type { ExpressionNode } from '../spec/expression/ast';
import { expressionPaths } from '../spec/expression/expressionPaths';
import type { Template } from '../spec/template';

/** Paths below `root` that a step's command and environment read: for `steps`, `['train', 'outputs', 'model']`. */
export function namesReadBy(step: Step, root: string): readonly (readonly string[])[] {
  return [step.run ?? '', ...Object.values(step.env)].flatMap((template) => readBy(template, root));
}

function readBy(template: Template, root: string): readonly (readonly string[])[] {
  if (typeof template === 'string') return [];
  const expressions = template.parts.filter((part): part is ExpressionNode => typeof part !== 'string');
  return expressions.flatMap(expressionPaths).flatMap((path) => {
    const [first, ...names] = path.map(({ name }) => name);
    return first === root && names.length > 0 ? [names] : [];
  });
}
