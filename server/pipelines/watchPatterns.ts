// What the editor has to watch so that verdicts and diagnostics follow the disk: few patterns, since each costs the editor
// a matcher on every event.
import type { Pipeline } from '../../src/core/spec/pipeline';
import type { Template } from '../../src/core/spec/template';
import { parentOf } from '../paths';
import type { WatchPattern } from './messages';

/** Above this many folders a spec watches everything below its root. */
const MOST_PATTERNS = 100;

/** The patterns of one spec: itself, its lock, its includes and params files, its datasets, inputs and outputs. */
export function watchPatterns(root: string, pipeline: Pipeline): readonly WatchPattern[] {
  const patterns = new Set<string>(['*.lock']);
  for (const path of [...pipeline.files, ...pipeline.paramsFiles]) patterns.add(path);
  for (const path of pathsOf(pipeline)) for (const pattern of patternsOf(path)) patterns.add(pattern);
  const few = patterns.size <= MOST_PATTERNS ? [...patterns].sort() : ['**'];
  return few.map((pattern) => toWatchPattern(root, pattern));
}

function* pathsOf({ datasets, steps }: Pipeline): Generator<Template> {
  for (const { paths } of Object.values(datasets)) yield* paths;
  for (const { inputs, outputs, metrics } of steps) {
    for (const { path } of inputs) yield path;
    for (const { path } of outputs) yield path;
    yield* metrics;
  }
}

/** A file is watched by its folder, where it may yet have to be made; it may be a folder as well, so below it too. */
function patternsOf(path: Template): readonly string[] {
  const text = typeof path === 'string' ? path : fixedFolder(path.parts[0]);
  if (text === undefined) return [];
  if (typeof path !== 'string') return [`${text}/**`];
  if (/[*?[{]/.test(text)) return [text];
  const plain = text.replace(/\/$/, '');
  const folder = plain.includes('/') ? plain.slice(0, plain.lastIndexOf('/')) : '';
  // A name with an ending is nearly always a file; watching its folder serves all its siblings with one pattern.
  if (/\.[^/.]+$/.test(plain)) return [folder === '' ? '*' : `${folder}/*`];
  return [plain, `${plain}/**`];
}

/** The folders of a template before its first expression: what can be watched without evaluating it. */
function fixedFolder(first: Template | object | undefined): string | undefined {
  return typeof first === 'string' && first.includes('/') ? first.slice(0, first.lastIndexOf('/')) : undefined;
}

/** Editors watch below a folder, so leading `../` are taken off the pattern and put onto the folder. */
function toWatchPattern(root: string, pattern: string): WatchPattern {
  let folder = root;
  let rest = pattern.replace(/^\.\//, '');
  while (rest.startsWith('../')) {
    folder = parentOf(folder);
    rest = rest.slice(3);
  }
  return { folder, pattern: rest };
}
