// What is wrong with a step by itself beyond its shape: it has to do one thing, and each task of its matrix needs outputs of its own.
import type { Json } from '../../base/json';
import { isJsonObject } from '../../base/json';
import { expressionPaths } from '../expression/expressionPaths';
import { readStep } from '../read/readStep';
import type { Template } from '../template';
import type { Problem } from './problem';
import type { Shaped } from './shape';
import { outputPaths } from './stepPaths';

/** Problems of a step that need no other chunk. */
export function stepProblems(shaped: Shaped): readonly Problem[] {
  // Behind an alias that cannot be resolved may be anything.
  if (shaped.locate([])?.unknown) return [];
  if (!isJsonObject(shaped.value)) return shaped.value === null ? [doesNothing(shaped)] : [];
  return [...runOrPick(shaped, shaped.value), ...sharedOutputs(shaped, shaped.value)];
}

function doesNothing(shaped: Shaped): Problem {
  return {
    code: 'FL014',
    message: `'${shaped.title}' does nothing yet: add \`run\` with a command, or \`pick\`.`,
    ...shaped.keyExtent,
  };
}

function runOrPick(shaped: Shaped, value: Readonly<Record<string, Json>>): readonly Problem[] {
  if (!('run' in value) && !('pick' in value)) return unknownParts(shaped) ? [] : [doesNothing(shaped)];
  if (!('run' in value && 'pick' in value)) return [];
  const located = shaped.locate(['pick']);
  return [
    {
      code: 'FL014',
      message: `'${shaped.title}' has both \`run\` and \`pick\`: keep one.`,
      ...(located?.key ?? shaped.keyExtent),
    },
  ];
}

// A merge key whose alias is not resolved may bring anything.
function unknownParts(shaped: Shaped): boolean {
  return shaped.locate(['run'])?.unknown === true;
}

/** With more than one task, an output whose path is the same for two of them would be overwritten by each. */
function sharedOutputs(shaped: Shaped, value: Json): readonly Problem[] {
  if (!isJsonObject(value) || !('matrix' in value)) return [];
  const step = readStep('', value);
  const { matrix } = step;
  if (!matrix || matrix.exclude.length > 0) return [];
  const several = Object.entries(matrix.axes).flatMap(([axis, values]) =>
    Array.isArray(values) && distinct(values) > 1 ? [axis] : [],
  );
  return outputPaths(step).flatMap((output): readonly Problem[] => {
    const used = axesIn(output.template);
    if (used === 'all') return [];
    const missing = several.filter((axis) => !used.has(axis));
    if (missing.length === 0) return [];
    const extent = shaped.locate(output.path)?.value ?? shaped.keyExtent;
    const message = `Every value of '${missing.join("' and '")}' writes this one output: put \`\${{ matrix.key }}\`${missing.length === 1 ? ` or \`\${{ matrix.${missing[0] ?? ''} }}\`` : ''} into the path.`;
    return [{ code: 'FL034', message, ...extent }];
  });
}

function distinct(values: readonly Json[]): number {
  return new Set(values.map((value) => JSON.stringify(value))).size;
}

// `all`: the path depends on every axis, or on something that cannot be told offline.
function axesIn(template: Template): ReadonlySet<string> | 'all' {
  if (typeof template === 'string') return new Set();
  const axes = new Set<string>();
  for (const part of template.parts) {
    if (typeof part === 'string') continue;
    for (const path of expressionPaths(part)) {
      const [root, member] = path;
      if (root?.name === 'params' || root?.name === 'datasets') continue;
      if (root?.name !== 'matrix' || member === undefined || member.name === 'key') return 'all';
      axes.add(member.name);
    }
  }
  return axes;
}
