// Where the thing under the cursor comes from: a name's definition; the step that makes an input; the file behind a path.
import { DefinitionRequest, type Location } from 'vscode-languageserver';
import { feature } from '../feature';
import { fileStart, toLspLocation } from '../locations';
import { makersOf, pathAt } from '../specPaths';

/** `textDocument/definition`. */
export const definition = feature({
  request: DefinitionRequest.type,
  capability: { definitionProvider: true },
  handle(snapshot, { position }): Location[] | null {
    const { document, files } = snapshot;
    const found = document.nameAt(position);
    const named = found === undefined ? [] : document.definitions(found.name);
    if (named.length > 0) return named.map((location) => toLspLocation(snapshot, location));

    const path = pathAt(document, position);
    if (path === undefined) return null;
    const makers = makersOf(document.pipeline(), path.text);
    if (path.role === 'input' && makers.length > 0) {
      return makers.map(({ place: { file, line, character } }) => {
        const start = { line, character };
        return toLspLocation(snapshot, { file, range: { start, end: start } });
      });
    }
    return files.kind(path.text) === 'file' ? [fileStart(snapshot, path.text)] : null;
  },
});
