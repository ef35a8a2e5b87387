// Formatting: spaces only. Words, comments, anchors, quotes and the lines within texts stay as they are; a text whose YAML is wrong is
// left alone.
import {
  DocumentFormattingRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type TextEdit,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { SpecDocument } from '../../src/core/spec/spec';
import { feature } from '../feature';
import type { SpaceEdit } from '../formatting/formatChunk';
import { formatText } from '../formatting/formatText';
import { newLineIndent } from '../formatting/newLineIndent';

/** `textDocument/formatting`. */
export const formatting = feature({
  request: DocumentFormattingRequest.type,
  capability: { documentFormattingProvider: true },
  handle: ({ document }) => (isReadable(document) ? toLsp(document.text, formatText(document.text)) : null),
});

/** `textDocument/rangeFormatting`: the entries that the range touches, whole, since their lines hang together. */
export const rangeFormatting = feature({
  request: DocumentRangeFormattingRequest.type,
  capability: { documentRangeFormattingProvider: true },
  handle({ document }, { range: { start, end } }) {
    if (!isReadable(document)) return null;
    // A selection of whole lines ends at the beginning of the next.
    const last = end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
    return toLsp(document.text, formatText(document.text, start.line, last));
  },
});

/** `textDocument/onTypeFormatting`: the indentation of a line that was just begun. */
export const onTypeFormatting = feature({
  request: DocumentOnTypeFormattingRequest.type,
  capability: { documentOnTypeFormattingProvider: { firstTriggerCharacter: '\n' } },
  handle({ document }, { position: { line } }): TextEdit[] {
    const lines = document.text.split(/\r?\n/);
    const written = lines[line] ?? '';
    const indent = newLineIndent(lines, line);
    if (written.trim() !== '' || indent === undefined || written.length === indent) return [];
    const range = { start: { line, character: 0 }, end: { line, character: written.length } };
    return [{ range, newText: ' '.repeat(indent) }];
  },
});

/** Syntax, tabs, merge conflicts: what a text means is not known then. */
const unreadable: ReadonlySet<string> = new Set(['FL001', 'FL002', 'FL006', 'FL007']);

function isReadable(document: SpecDocument): boolean {
  return !document.diagnostics().some(({ code, file }) => file === document.file && unreadable.has(code));
}

function toLsp(text: string, edits: readonly SpaceEdit[]): TextEdit[] {
  const document = TextDocument.create('', '', 0, text);
  return edits.map(({ start, end, text: newText }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText,
  }));
}
