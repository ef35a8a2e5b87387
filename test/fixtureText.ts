// Texts of tests that show where: `‸` is the cursor, `⟦…⟧` an expected range (`⟦2:…⟧` numbered), `#- name` starts a file,
// and a `#~ ^^^ expected` line, taken out before parsing, says what is expected under its carets in the line above.
import type { Position, Range } from '../src/core/base/text';

/** A range in one of the fixture's files. */
export interface MarkedRange {
  readonly file: string;
  readonly range: Range;
}

/** A fixture without its marks. */
export interface Fixture {
  /** File -> text, in the order of the fixture; a fixture without `#-` lines is one `fairlead.yaml`. */
  readonly files: ReadonlyMap<string, string>;
  readonly cursors: readonly { readonly file: string; readonly position: Position }[];
  /** In the order of their numbers, then of the text. */
  readonly ranges: readonly MarkedRange[];
  /** Ranges under carets, with the text behind the carets. */
  readonly annotations: readonly (MarkedRange & { readonly expected: string })[];
}

/** Reads a fixture. The first line break is left out, so that a text can start on its own line. */
export function fixtureText(source: string): Fixture {
  const parts = splitFiles(source).map(({ name, lines }) => readFile(name, lines));
  const ranges = parts.flatMap((part) => part.ranges).sort((a, b) => a.number - b.number);
  return {
    files: new Map(parts.map(({ name, text }) => [name, text])),
    cursors: parts.flatMap((part) => part.cursors),
    ranges: ranges.map(({ file, range }) => ({ file, range })),
    annotations: parts.flatMap((part) => part.annotations),
  };
}

function splitFiles(source: string): { name: string; lines: string[] }[] {
  const files: { name: string; lines: string[] }[] = [];
  for (const line of source.replace(/^\n/, '').split('\n')) {
    const name = /^#- +(\S+)/.exec(line)?.[1];
    if (name !== undefined) files.push({ name, lines: [] });
    else if (files.length === 0) files.push({ name: 'fairlead.yaml', lines: [line] });
    else files.at(-1)?.lines.push(line);
  }
  return files;
}

function readFile(file: string, lines: readonly string[]) {
  const kept: string[] = [];
  const annotations: (MarkedRange & { expected: string })[] = [];
  const ranges: (MarkedRange & { number: number })[] = [];
  const cursors: { file: string; position: Position }[] = [];
  const open: { start: Position; number: number }[] = [];

  const mark = (written: string, position: Position) => {
    if (written === '‸') cursors.push({ file, position });
    else if (written.startsWith('⟦')) open.push({ start: position, number: Number(/\d+/.exec(written)?.[0] ?? 0) });
    else {
      const opened = open.pop();
      if (opened === undefined) throw new Error(`${file}:${position.line + 1}: ⟧ without ⟦`);
      ranges.push({ file, range: { start: opened.start, end: position }, number: opened.number });
    }
  };

  for (const line of lines) {
    const caret = /^#~ *(\^+)\s*(.*)$/.exec(line);
    if (caret === null) {
      let text = '';
      for (const [index, part] of line.split(/(⟦(?:\d+:)?|⟧|‸)/).entries()) {
        if (index % 2 === 0) text += part;
        else mark(part, { line: kept.length, character: text.length });
      }
      kept.push(text);
    } else {
      const [, carets = '', expected = ''] = caret;
      const start = { line: kept.length - 1, character: line.indexOf('^') };
      annotations.push({
        file,
        range: { start, end: { ...start, character: start.character + carets.length } },
        expected,
      });
    }
  }
  return { name: file, text: kept.join('\n'), annotations, ranges, cursors };
}
