// What is wrong with a chunk as a part of the file: a line that is no entry, an entry in the wrong column, a second document, a merge
// conflict, an unknown top-level key.
import { closeName } from '../expression/closeName';
import { specSchema } from '../schema/spec';
import { conflictMarkers } from '../syntax/line';
import type { Chunk } from './chunk';
import type { Problem } from './problem';
import { inner } from './textExtent';

/** The structural problems of a chunk. */
export function sectionProblems(chunk: Chunk): readonly Problem[] {
  const problems = conflictMarkers(chunk.text).map((extent): Problem => ({
    code: 'FL007',
    message: 'A merge conflict is not resolved: keep one side and remove the marker lines.',
    ...extent,
  }));
  if (chunk.cut.kind === 'tail') return [...problems, ...secondDocument(chunk)];
  if (chunk.cut.kind === 'preamble' || chunk.parsed.broken) return problems;
  return [...problems, ...misaligned(chunk), ...notAnEntry(chunk), ...unknownSection(chunk)];
}

function secondDocument(chunk: Chunk): readonly Problem[] {
  const line = chunk.text.split('\n', 1)[0]?.trimEnd() ?? '';
  const rest = chunk.text
    .slice(line.length)
    .replace(/^\s*#.*$/gm, '')
    .trim();
  if (line.startsWith('...') && rest === '') return [];
  return [
    {
      code: 'FL001',
      message: 'A spec is one document: what follows this line is not read. Remove it.',
      start: 0,
      end: Math.max(3, line.length),
    },
  ];
}

function misaligned(chunk: Chunk): readonly Problem[] {
  const { expectedColumn, column } = chunk.cut;
  const { root } = chunk.parsed;
  if (expectedColumn === undefined || !root) return [];
  const first = root.kind === 'map' ? root.entries[0]?.keyExtent : undefined;
  const extent = first ?? { start: root.start, end: Math.max(root.end, root.start + 1) };
  const indent = { start: extent.start - column, end: extent.start };
  return [
    {
      code: 'FL001',
      message: `This is indented by ${String(column)} and the first entry of '${chunk.cut.section}' by ${String(expectedColumn)}: align them.`,
      ...extent,
      fixes: [
        { title: `Indent by ${String(expectedColumn)}`, edits: [{ ...indent, newText: ' '.repeat(expectedColumn) }] },
      ],
    },
  ];
}

function notAnEntry(chunk: Chunk): readonly Problem[] {
  const { root } = chunk.parsed;
  if (!root || root.kind === 'map') return [];
  const what = chunk.cut.kind === 'entry' ? `an entry of '${chunk.cut.section}'` : 'a top-level key';
  const end = chunk.text.indexOf('\n', root.start);
  return [
    {
      code: 'FL001',
      message: `This is not ${what}: write \`name:\` and its value.`,
      start: root.start,
      end: Math.max(root.start + 1, Math.min(root.end, end < 0 ? root.end : end)),
    },
  ];
}

function unknownSection(chunk: Chunk): readonly Problem[] {
  const entry =
    chunk.cut.kind === 'section' && chunk.parsed.root?.kind === 'map' ? chunk.parsed.root.entries[0] : undefined;
  const known = Object.keys(specSchema.shape);
  if (!entry || entry.key.startsWith('x-') || known.includes(entry.key)) return [];
  const extent = inner(chunk.text, entry.keyExtent);
  if (entry.key === '')
    return [
      {
        code: 'FL010',
        message: "A key is missing before the ':'.",
        start: entry.keyExtent.start,
        end: entry.keyExtent.start + 1,
      },
    ];
  if (entry.key === '<<')
    return [
      { code: 'FL010', message: 'Merge keys do not work at the top level: use them inside an entry.', ...extent },
    ];
  const close = closeName(entry.key, known);
  if (close === undefined)
    return [
      {
        code: 'FL010',
        message: `The key '${entry.key}' is not known here. Begin it with 'x-' if it is your own.`,
        ...extent,
      },
    ];
  return [
    {
      code: 'FL010',
      message: `The key '${entry.key}' is not known here. Did you mean '${close}'?`,
      ...extent,
      fixes: [{ title: `Change to '${close}'`, edits: [{ ...extent, newText: close }] }],
    },
  ];
}
