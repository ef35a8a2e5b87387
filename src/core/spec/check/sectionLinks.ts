// Keys and entries that are written twice in different chunks, and files that the spec names but that cannot be read.
import { isJsonObject } from '../../base/json';
import { textOrTexts, texts } from '../read/readJson';
import { isGlob, normalPath } from '../paths';
import { inOrder } from './knowledge';
import type { Look } from './links';
import type { Problem } from './problem';
import { keys } from './provisions';
import type { Provision } from './provisions';

/** Entries and sections of this chunk that stand elsewhere first. */
export function duplicateProblems(look: Look): readonly Problem[] {
  const { chunk, knowledge, watched } = look;
  return knowledge.provisions(chunk).flatMap((own): readonly Problem[] => {
    const section = own.key.startsWith('section:');
    if (!section && !own.key.startsWith('entry:')) return [];
    watched.add(own.key);
    const [first] = knowledge.get(own.key).filter((one) => !section || one.chunk.home === chunk.home);
    if (!first || first.chunk === chunk || inOrder(first.chunk, chunk) > 0) return [];
    const name = own.key.slice(own.key.indexOf(section ? ':' : '/') + 1);
    return [duplicate(own, first, name)];
  });
}

function duplicate(own: Provision, first: Provision, name: string): Problem {
  const where = own.chunk.home === first.chunk.home ? '' : ` (first in ${first.chunk.home.file})`;
  const extent = own.end > own.start ? { start: own.start, end: own.end } : { start: 0, end: name.length };
  return {
    code: 'FL003',
    message: `The key '${name}' is written twice${where}: keep one.`,
    ...extent,
    related: [
      {
        message: `'${name}' stands here first.`,
        start: first.start,
        end: Math.max(first.end, first.start + 1),
        chunk: first.chunk,
      },
    ],
  };
}

/** Params files and includes that are missing or cannot be read. */
export function fileProblems(look: Look): readonly Problem[] {
  const { section } = look.facts;
  if (section?.name === 'params' && !isJsonObject(section.value)) return paramsFiles(look);
  if (section?.name === 'include') return includes(look);
  return [];
}

function paramsFiles(look: Look): readonly Problem[] {
  const { section, values } = look.facts;
  if (!section) return [];
  const several = Array.isArray(section.value);
  return textOrTexts(section.value).flatMap((written, index): readonly Problem[] => {
    const path = normalPath(written);
    look.watched.add(keys.file(path));
    const file = look.knowledge.params.files.find((one) => one.path === path);
    if (!file || file.content.kind === 'read') return [];
    const extent = values.locate(section.node, several ? [index] : [])?.value ?? section.keyExtent;
    const message =
      file.content.kind === 'missing'
        ? `The params file '${path}' does not exist: create it, or correct the path.`
        : `The params file '${path}' cannot be read: ${file.content.message}.`;
    return [{ code: 'FL042', message, start: extent.start, end: extent.end }];
  });
}

function includes(look: Look): readonly Problem[] {
  const { section, values } = look.facts;
  if (!section) return [];
  return texts(section.value).flatMap((written, index): readonly Problem[] => {
    const path = normalPath(written);
    look.watched.add(keys.file(path));
    if (look.knowledge.fileKind(path) === 'file') return [];
    const extent = values.locate(section.node, [index])?.value ?? section.keyExtent;
    const what = isGlob(path) ? `No file matches '${path}'` : `The file '${path}' does not exist`;
    return [
      { code: 'FL043', message: `${what}: create it, or correct the path.`, start: extent.start, end: extent.end },
    ];
  });
}
