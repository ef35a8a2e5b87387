// Templates with their values filled in: as one text, or as a value that keeps its type.
import type { Json, JsonObject } from '../../base/json';
import { err, ok, type Result } from '../../base/result';
import type { Template } from '../template';
import type { Span } from './ast';
import { evaluate, type EvaluationFailure } from './evaluate';
import { wordsOf } from './shellQuote';
import { ShellText } from './shellText';

/**
 * The text of a template. With `quote: 'shell'` each value is written so that a POSIX shell reads it back unchanged
 * wherever it stands (see `ShellText`); with `none` values are written as they are and lists joined by blanks.
 */
export function fillTemplate(
  template: Template,
  scope: JsonObject,
  { quote }: { readonly quote: 'shell' | 'none' },
): Result<string, EvaluationFailure> {
  if (typeof template === 'string') return ok(template);
  const shell = quote === 'shell' ? new ShellText() : undefined;
  let text = '';
  for (const part of template.parts) {
    if (typeof part === 'string') {
      shell?.read(part);
      text += part;
      continue;
    }
    const value = evaluate(part, scope);
    if (!value.ok) return value;
    const written = writeValue(value.value, shell, part.span);
    if (!written.ok) return written;
    text += written.value;
  }
  return ok(text);
}

/** The value of a template: of one that is a single expression the expression's own value, else a text. */
export function evaluateTemplate(template: Template, scope: JsonObject): Result<Json, EvaluationFailure> {
  if (typeof template !== 'string' && template.parts.length === 1) {
    const [only] = template.parts;
    if (only !== undefined && typeof only !== 'string') return evaluate(only, scope);
  }
  return fillTemplate(template, scope, { quote: 'none' });
}

function writeValue(value: Json, shell: ShellText | undefined, span: Span): Result<string, EvaluationFailure> {
  const words = wordsOf(value);
  if (words === undefined) {
    return err({ kind: 'type', message: 'A mapping cannot be written into a text: name one of its members.', span });
  }
  if (shell === undefined) return ok(words.join(' '));
  const written = shell.write(words);
  return 'text' in written ? ok(written.text) : err({ kind: 'type', message: written.problem, span });
}
