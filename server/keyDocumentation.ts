// A key of the grammar for a reader: completion and hover show the same.
import { MarkupKind, type MarkupContent } from 'vscode-languageserver';
import type { KeyDescription } from '../src/core/spec/spec';

/** What the key means, what it accepts, and an example. */
export function keyDocumentation({
  key,
  documentation,
  type,
  required,
  values,
  example,
}: KeyDescription): MarkupContent {
  const lines = [documentation, `*${required ? `${type}, required` : type}*`];
  if (values !== undefined && !values.every((value) => type.includes(value))) {
    lines.push(`One of ${values.map((value) => `\`${value}\``).join(', ')}.`);
  }
  if (example !== undefined) lines.push(`\`\`\`yaml\n${key}: ${example}\n\`\`\``);
  return { kind: MarkupKind.Markdown, value: lines.filter((line) => line !== '').join('\n\n') };
}
