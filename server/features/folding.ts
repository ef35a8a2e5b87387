// Folding by indentation, which holds in half-typed files too: an entry with what is indented below it, and blocks of
// comment lines.
import { FoldingRangeKind, FoldingRangeRequest, type FoldingRange } from 'vscode-languageserver';
import { feature } from '../feature';

/** `textDocument/foldingRange`. */
export const folding = feature({
  request: FoldingRangeRequest.type,
  capability: { foldingRangeProvider: true },
  handle: ({ document }) => foldingRanges(document.text),
});

/** The folds of a text, by their first line. */
export function foldingRanges(text: string): FoldingRange[] {
  const lines = text.split(/\r?\n/);
  return [...indentFolds(lines), ...commentFolds(lines)].sort((a, b) => a.startLine - b.startLine);
}

function indentFolds(lines: readonly string[]): FoldingRange[] {
  const folds: FoldingRange[] = [];
  const open: { readonly line: number; readonly indent: number }[] = [];
  let last = 0; // The last line with content: blank lines and comments between entries belong to neither.
  const closeDownTo = (indent: number) => {
    for (let top = open.at(-1); top !== undefined && top.indent >= indent; top = open.at(-1)) {
      open.pop();
      if (last > top.line) folds.push({ startLine: top.line, endLine: last });
    }
  };
  lines.forEach((text, line) => {
    if (/^\s*(?:#.*)?$/.test(text)) return;
    const indent = contentIndent(text);
    closeDownTo(indent);
    open.push({ line, indent });
    last = line;
  });
  closeDownTo(0);
  return folds;
}

/** Half a column more for a list's dash, since YAML lets `- item` stand at the column of the key that owns the list. */
function contentIndent(text: string): number {
  const indent = text.search(/\S/);
  return /^\s*-(?:\s|$)/.test(text) ? indent + 0.5 : indent;
}

function commentFolds(lines: readonly string[]): FoldingRange[] {
  const folds: FoldingRange[] = [];
  let start: number | undefined;
  [...lines, ''].forEach((text, line) => {
    if (/^\s*#/.test(text)) start ??= line;
    else {
      if (start !== undefined && line - start > 1)
        folds.push({ startLine: start, endLine: line - 1, kind: FoldingRangeKind.Comment });
      start = undefined;
    }
  });
  return folds;
}
