// Paths of the project: what is on the disk in the folder that is typed so far, and what steps will make.
import { CompletionItemKind } from 'vscode-languageserver';
import type { Pipeline } from '../../src/core/spec/pipeline';
import type { SpecPath } from '../../src/core/spec/spec';
import type { Snapshot } from '../snapshot';
import { pathRole } from '../specPaths';
import type { Candidate } from './values';

/** Nobody means these when writing a step's input. */
const hidden = /^(?:\.|node_modules\/$|__pycache__\/$)/;

/** The paths that begin with what is typed, one folder at a time. */
export function completePaths({ document, files }: Snapshot, path: SpecPath, typed: string): readonly Candidate[] {
  const folder = typed.slice(0, typed.lastIndexOf('/') + 1);
  const onDisk = files
    .list(folder === '' ? '.' : folder.slice(0, -1))
    .filter((name) => !hidden.test(name))
    .map((name): Candidate => entryCandidate(`${folder}${name}`));
  const made = pathRole(path) === 'output' ? [] : madePaths(document.pipeline(), path);
  const known = new Set(onDisk.map(({ text }) => text));
  return [...onDisk, ...made.filter(({ text }) => !known.has(text))];
}

function entryCandidate(text: string): Candidate {
  if (text.endsWith('/')) return { text, kind: CompletionItemKind.Folder, continues: true };
  return { text, kind: CompletionItemKind.File };
}

function madePaths({ steps }: Pipeline, path: SpecPath): readonly Candidate[] {
  return steps
    .filter(({ name }) => !(path[0] === 'steps' && path[1] === name))
    .flatMap((step) =>
      [
        ...step.outputs.map((output) => output.path),
        ...step.metrics,
        ...(step.pick === undefined ? [] : [step.pick.as]),
      ]
        .filter((made) => typeof made === 'string')
        .map((made): Candidate => ({ text: made, kind: CompletionItemKind.File, detail: `made by ${step.name}` })),
    );
}
