// The reference of the grammar: every key, with what it means, its type and an example.
import { describeKey, keysAt } from '../describe';
import { containers, specSchema } from '../schema/spec';
import type { KeyDescription, SpecPath } from '../spec';

/** The page. */
export function specReference(): string {
  const sections = Object.keys(specSchema.shape).flatMap(sectionText);
  return ['# fairlead.yaml', introduction, table(keysAt([])), ...sections].join('\n\n').concat('\n');
}

const introduction = [
  'All keys of a spec. Paths are relative to the folder of the file and written with `/`. Durations (`10m`, `45d`, `250ms`), sizes (`4GiB`, `512MB`) and money (`5 USD`) carry their unit. `${{ expressions }}` work where the type says so.',
  'Keys that begin with `x-` are your own, anywhere. Anchors, aliases and merge keys of YAML work. `${{ }}` may stand without quotes inside of `[ ]` and `{ }`; other YAML programs want quotes there.',
].join('\n\n');

function sectionText(section: string): readonly string[] {
  const own = describeKey([section]);
  const isContainer = (containers as readonly string[]).includes(section) && section !== 'params';
  const path: SpecPath = isContainer ? [section, 'name'] : [section];
  const tables = tablesBelow(path, isContainer ? `${section}.<name>` : section);
  return tables.length === 0 ? [] : [`## ${section}`, own?.documentation ?? '', ...tables];
}

// A table for the mapping at a path, and one for each mapping below it.
function tablesBelow(path: SpecPath, title: string): readonly string[] {
  const keys = [...keysAt(path)];
  const items = keysAt([...path, 0]);
  if (keys.length === 0) return items.length === 0 || path.length > 6 ? [] : tablesBelow([...path, 0], `${title}[]`);
  const below = keys.flatMap((key) => tablesBelow([...path, key.key], `${title}.${key.key}`));
  const listed = items.length > 0 ? tablesBelow([...path, 0], `${title}[]`) : [];
  return [`### ${title.replaceAll('<', '&lt;')}`, table(keys), ...below, ...listed];
}

function table(keys: readonly KeyDescription[]): string {
  const rows = keys.map((key) => {
    const example = key.example === undefined ? '' : `\`${escaped(key.example)}\``;
    return `| \`${key.key}\`${key.required ? ' (required)' : ''} | ${escaped(key.type)} | ${escaped(key.documentation)} | ${example} |`;
  });
  return ['| Key | Type | Meaning | Example |', '| --- | --- | --- | --- |', ...rows].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('|', '\\|');
}
