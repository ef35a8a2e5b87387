// `# fairlead-ignore FL012` on the line or the line above takes a diagnostic away; several codes are separated by commas; without a code all.
import type { RuleCode } from '../diagnostic';
import type { Lines } from '../syntax/lines';

const comment = /#\s*fairlead-ignore\b[ \t:]*((?:FL\d{3})(?:\s*,\s*FL\d{3})*)?/;

/** Whether a comment suppresses `code` on a line. */
export function isSuppressed(lines: Lines, line: number, code: RuleCode): boolean {
  if (suppresses(lines.at(line), code)) return true;
  const above = lines.at(line - 1);
  // A comment behind another value speaks of its own line alone.
  return line > 0 && above.trimStart().startsWith('#') && suppresses(above, code);
}

function suppresses(line: string, code: RuleCode): boolean {
  if (!line.includes('fairlead-ignore')) return false;
  const match = comment.exec(line);
  if (!match) return false;
  return match[1] === undefined || match[1].split(/\s*,\s*/).includes(code);
}
