// How far a new line is indented, from the line above alone: the text is half-typed at that moment.
import { STEP } from './indentation';

/** The indentation of line `line`, which is empty yet; undefined when nothing stands above it. */
export function newLineIndent(lines: readonly string[], line: number): number | undefined {
  const above = lines.slice(0, line).findLast((text) => text.trim() !== '');
  if (above === undefined) return undefined;
  const indent = above.search(/\S/);
  const dashes = /^(?:-\s+)*/.exec(above.slice(indent))?.[0].length ?? 0;
  const content = above
    .slice(indent + dashes)
    .replace(/\s+#.*$/, '')
    .trimEnd();
  const isComment = content.startsWith('#');
  // `key:` and `key: |` open a level, as do brackets.
  if (!isComment && /(?:^|\S):(?:\s+[&!]\S+)*$|(?:^|\s)[|>][-+\d]*$|[[{]$/.test(content)) return indent + dashes + STEP;
  // After `- key: value` comes the next key of the item, after `- item` the next item.
  return !isComment && /^[^\s"'#[\]{},][^#]*?:(?:\s|$)/.test(content) ? indent + dashes : indent;
}
