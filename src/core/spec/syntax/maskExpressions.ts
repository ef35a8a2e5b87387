// `${{ matrix.key }}` without quotes inside `[ ]` or `{ }` is not YAML: its braces would open a mapping. Since everybody writes it, the marks YAML
// would take for structure are hidden from its parser, one character for one, so that all places stay.

const hidden = '{}[],';
const firstStandIn = 0xe000;
const expression = /\$\{\{[^}\r\n]*(?:\}(?!\})[^}\r\n]*)*(?:\}\})?/g;

/** Text with the structural characters of its expressions hidden; undefined when there is nothing to hide. */
export function maskExpressions(text: string): string | undefined {
  // Texts that use the stand-ins themselves (private use area) are left as they are.
  if (!text.includes('${{') || /[\uE000-\uE004]/.test(text)) return undefined;
  return text.replace(expression, maskOne);
}

// An expression that is not closed on its line: only its opening is certain.
function maskOne(found: string): string {
  const certain = found.endsWith('}}') ? found.length : 3;
  return (
    found
      .slice(0, certain)
      .replace(/[{}[\],]/g, (character) => String.fromCharCode(firstStandIn + hidden.indexOf(character))) +
    found.slice(certain)
  );
}

/** The text as it was. */
export function unmask(text: string): string {
  return text.replace(/[\uE000-\uE004]/g, (character) => hidden[character.charCodeAt(0) - firstStandIn] ?? character);
}
