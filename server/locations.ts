// Places of the core in the protocol's words.
import type { Location as LspLocation } from 'vscode-languageserver';
import type { Location } from '../src/core/base/text';
import type { Snapshot } from './snapshot';

/** A place in one of the spec's files. */
export function toLspLocation(snapshot: Snapshot, { file, range }: Location): LspLocation {
  return { uri: snapshot.toUri(file), range };
}

/** The beginning of a file: where one lands that is opened as a whole. */
export function fileStart(snapshot: Snapshot, file: string): LspLocation {
  const start = { line: 0, character: 0 };
  return { uri: snapshot.toUri(file), range: { start, end: start } };
}
