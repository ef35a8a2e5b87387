// Markdown for tooltips, from texts that users wrote: nothing of theirs may become a link, an icon or an image.

/** The text as it is, whatever Markdown would make of it. */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()#+\-!|~<>&$.]/g, (sign) => (sign === '<' ? '&lt;' : sign === '&' ? '&amp;' : `\\${sign}`))
    .replace(/\r?\n/g, '  \n');
}
