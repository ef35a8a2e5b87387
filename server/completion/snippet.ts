// Texts with places to type in, for editors that know snippets and for those that do not.

/** The syntax of a snippet's own marks, made plain. */
export function escapeSnippet(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A place to type in, with what stands there at first. */
export function placeholder(index: number, text = ''): string {
  return text === '' ? `$${index}` : `\${${index}:${escapeSnippet(text)}}`;
}

/** A place where one of a few words is chosen. */
export function choice(index: number, words: readonly string[]): string {
  return `\${${index}|${words.map((word) => word.replace(/[\\,|$}]/g, '\\$&')).join(',')}|}`;
}

/** The snippet as plain text: placeholders give way to their first text, choices to nothing. */
export function withoutMarks(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|(?:\\.|[^|])*\|\}/g, '')
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '$1')
    .replace(/(^|[^\\])\$\d+/g, '$1')
    .replace(/\\([\\$}])/g, '$1');
}
