// A param's new name in a params file: the key's text is replaced where it stands, so that comments, order and layout stay. The result
// is read again; when it does not hold the same values under the new name, nothing is edited.
import { isMap, isScalar, parseDocument } from 'yaml';
import { TextDocument, type TextEdit } from 'vscode-languageserver-textdocument';
import { canonicalJson, isJsonObject, type Json, type JsonObject } from '../../src/core/base/json';
import { err, ok, type Result } from '../../src/core/base/result';
import { readParamsFile } from '../../src/core/spec/read/paramsFile';
import { tomlKeys, type KeyPlace } from './tomlKeys';

/** The edits of one file; none when it does not set the param. The error is a sentence for the user. */
export function paramsFileEdits(
  file: string,
  text: string,
  path: readonly string[],
  newName: string,
): Result<readonly TextEdit[], string> {
  const before = readParamsFile(file, text);
  if (before.kind !== 'read') return err(`${file} cannot be read: mend it first.`);
  const expected = renamedKey(before.values, path, newName);
  if (expected === undefined) return ok([]);
  const toml = file.endsWith('.toml');
  const places = (toml ? tomlKeys(text) : yamlKeys(text, path)).filter((place) => samePath(place.path, path));
  const document = TextDocument.create(file, '', 0, text);
  const edits = places.map(({ start, end, quoted }) => ({
    range: { start: document.positionAt(start), end: document.positionAt(end) },
    newText: toml && !quoted && !/^[\w-]+$/.test(newName) ? `"${newName}"` : newName,
  }));
  const after = readParamsFile(file, TextDocument.applyEdits(document, edits));
  if (after.kind === 'read' && canonicalJson(after.values) === canonicalJson(expected)) return ok(edits);
  return err(`In ${file} '${path.join('.')}' is shared or merged, so that renaming it would change other params too.`);
}

/** `values` with the member at `path` under another name; undefined when there is none. */
function renamedKey(values: JsonObject, path: readonly string[], newName: string): JsonObject | undefined {
  const [key = '', ...rest] = path;
  if (!Object.hasOwn(values, key)) return undefined;
  const renamed = (value: Json): readonly [string, Json] | undefined => {
    if (rest.length === 0) return [newName, value];
    const inner = isJsonObject(value) ? renamedKey(value, rest, newName) : undefined;
    return inner && [key, inner];
  };
  const entry = renamed(values[key] ?? null);
  return entry && Object.fromEntries(Object.entries(values).map((each) => (each[0] === key ? entry : each)));
}

/** JSON is YAML. Aliases and merge keys are not followed: what they bring is written elsewhere. */
function yamlKeys(text: string, path: readonly string[]): readonly KeyPlace[] {
  let node: unknown = parseDocument(text, { logLevel: 'silent' }).contents;
  let place: KeyPlace | undefined;
  for (const part of path) {
    const pair = isMap(node) ? node.items.find((item) => isScalar(item.key) && String(item.key.value) === part) : null;
    if (!pair || !isScalar(pair.key) || !pair.key.range) return [];
    const [from, to] = pair.key.range;
    const quoted = text[from] === '"' || text[from] === "'";
    place = { path, start: quoted ? from + 1 : from, end: quoted ? to - 1 : to, quoted };
    node = pair.value;
  }
  return place === undefined ? [] : [place];
}

function samePath(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}
