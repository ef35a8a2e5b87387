// What can be told of a path with expressions before anything runs: the path itself when only params decide it, else the
// pattern that its tasks' paths will have.
import type { Json, JsonObject } from '../../base/json';
import { isJsonObject } from '../../base/json';
import { expressionPaths } from '../expression/expressionPaths';
import type { ExpressionNode } from '../expression/ast';
import { normalPath } from '../paths';
import type { Template } from '../template';

/** The path that a template gives whatever task it is for; undefined when that depends on more than params. */
export function staticPath(template: Template, params: JsonObject): string | undefined {
  if (typeof template === 'string') return normalPath(template);
  let path = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      path += part;
      continue;
    }
    const value = paramValue(part, params);
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
    path += String(value);
  }
  return normalPath(path);
}

/** A path with its params filled in: what is left to the tasks is an expression. */
export function partsOfPath(template: Template, params: JsonObject): readonly (string | ExpressionNode)[] {
  if (typeof template === 'string') return [normalPath(template)];
  const parts = template.parts.map((part) => {
    const value = typeof part === 'string' ? part : paramValue(part, params);
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : part;
  });
  const [first, ...rest] = parts;
  return typeof first === 'string' ? [first.replace(/^(?:\.\/+)+/, ''), ...rest] : parts;
}

/** Matches every path that such parts may give. */
export function pathPattern(parts: readonly (string | ExpressionNode)[]): RegExp {
  const source = parts
    .map((part) => (typeof part === 'string' ? part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&') : '.*'))
    .join('');
  return new RegExp(`^${source}(?:/.*)?$`);
}

/** The first names below `params` that a template's expressions read. */
export function paramsRead(template: Template): readonly string[] {
  if (typeof template === 'string') return [];
  return template.parts
    .flatMap((part) => (typeof part === 'string' ? [] : expressionPaths(part)))
    .flatMap((path) => (path[0]?.name === 'params' && path[1] ? [path[1].name] : []));
}

/** The value of `params.a.b`; undefined for every other expression. */
function paramValue(node: ExpressionNode, params: JsonObject): Json | undefined {
  const path = node.kind === 'member' || node.kind === 'index' ? expressionPaths(node)[0] : undefined;
  if (path?.[0]?.name !== 'params' || path.at(-1)?.span.end === undefined) return undefined;
  return valueOf(
    params,
    path.slice(1).map((part) => part.name),
  );
}

/** The value at a dotted name; undefined when there is none. */
export function valueOf(json: Json, path: readonly string[]): Json | undefined {
  let current: Json | undefined = json;
  for (const part of path) {
    if (Array.isArray(current)) current = (current as readonly Json[])[Number(part)];
    else current = isJsonObject(current) && Object.hasOwn(current, part) ? current[part] : undefined;
  }
  return current;
}
