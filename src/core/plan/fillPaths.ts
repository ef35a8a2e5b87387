// Templates of paths -> normalised paths. A whole expression may stand for a list of them.
import { isJsonList, type JsonObject } from '../base/json';
import { err, ok, type Result } from '../base/result';
import type { EvaluationFailure } from '../spec/expression/evaluate';
import { evaluateTemplate } from '../spec/expression/fillTemplate';
import type { Template } from '../spec/template';
import { normalizePath } from './relativePath';

/** The paths a template stands for, or a sentence that says why there are none. */
export function fillPaths(template: Template, scope: JsonObject): Result<readonly string[], string> {
  if (typeof template === 'string') return ok([normalizePath(template)]);
  const value = evaluateTemplate(template, scope);
  if (!value.ok) return err(failureText(value.error));
  const items = isJsonList(value.value) ? value.value : [value.value];
  const paths: string[] = [];
  for (const item of items) {
    if ((typeof item !== 'string' && typeof item !== 'number') || item === '') {
      return err(`'${template.source}' gives ${JSON.stringify(item)}, which is no path.`);
    }
    paths.push(normalizePath(String(item)));
  }
  return ok(paths);
}

/** An evaluation's failure in words, with a remedy where one is known. */
export function failureText({ kind, message }: EvaluationFailure): string {
  const variable = kind === 'missing' ? /^'env\.([\w-]+)'/.exec(message)?.[1] : undefined;
  if (variable === undefined) return message;
  return `${message} Declare it under the step's env, or let the shell read it: $${variable}.`;
}
