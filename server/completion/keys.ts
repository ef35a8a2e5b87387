// Keys that can stand in the mapping at the cursor: those that must be there first, then in the grammar's order.
import { CompletionItemKind, InsertTextFormat, type CompletionItem } from 'vscode-languageserver';
import { keysAt } from '../../src/core/spec/describe';
import type { KeyDescription, SpecPath } from '../../src/core/spec/spec';
import type { Snapshot } from '../snapshot';
import { keyDocumentation } from '../keyDocumentation';
import { entrySnippets } from './entrySnippets';
import { surroundingsOf, type ContextOf, type Surroundings } from './request';
import { choice, placeholder, withoutMarks } from './snippet';

/** The keys of the mapping at the cursor that are not written yet. */
export function completeKeys(snapshot: Snapshot, context: ContextOf<'key'>): CompletionItem[] {
  const { path, present, range, hasValue } = context;
  const around = surroundingsOf(snapshot, range);
  const keys = keysAt(path)
    .filter(({ key }) => !present.includes(key))
    .map((key, index): CompletionItem => {
      const snippet = hasValue ? key.key : keySnippet(path, key, around);
      return {
        label: key.key,
        kind: CompletionItemKind.Property,
        detail: key.required ? `${key.type}, required` : key.type,
        documentation: keyDocumentation(key),
        sortText: `${key.required ? 0 : 1}${String(index).padStart(3, '0')}`,
        ...insertion(snapshot, context, snippet),
        ...(/\[\$0\]$|: \$0$/.test(snippet) && suggestNext),
      };
    });
  return [...keys, ...newEntries(snapshot, context, around)];
}

/** After a key whose value can be completed, the editor asks at once for the value. */
const suggestNext = { command: { title: 'Suggest', command: 'editor.action.triggerSuggest' } };

function insertion({ client }: Snapshot, { range }: ContextOf<'key'>, snippet: string): Partial<CompletionItem> {
  if (!client.snippets) return { textEdit: { range, newText: withoutMarks(snippet) } };
  return { textEdit: { range, newText: snippet }, insertTextFormat: InsertTextFormat.Snippet };
}

/** The key with the form of its value: what is typed next stands in the right place. */
function keySnippet(path: SpecPath, { key, type, values, example }: KeyDescription, around: Surroundings): string {
  const isMapping = keysAt([...path, key]).length > 0 || type.startsWith('mapping');
  if (type === 'paths' || type.startsWith('list')) return `${key}: [$0]`;
  if (isMapping && type.startsWith('path')) return `${key}: $0`; // A path will do, which is what most write.
  if (isMapping) return around.inFlow ? `${key}: { $0 }` : `${key}:\n${deeper(around)}$0`;
  if (values !== undefined) return values.length === 1 ? `${key}: ${values[0] ?? ''}` : `${key}: ${choice(1, values)}`;
  // A name of the user's project is completed next; other scalars start from the grammar's example.
  return type.startsWith('name of') || example === undefined || type === 'path'
    ? `${key}: $0`
    : `${key}: ${placeholder(1, example)}`;
}

/** The editor indents further lines like the first, so only what goes beyond is written: a list's dash, and one level. */
function deeper({ column, lineIndent }: Surroundings): string {
  return ' '.repeat(Math.max(0, column - lineIndent) + 2);
}

/** Where the user names the entries (`steps`, `datasets`), the form of a whole entry is offered. */
function newEntries(snapshot: Snapshot, context: ContextOf<'key'>, around: Surroundings): CompletionItem[] {
  if (context.path.length !== 1 || context.hasValue || around.inFlow) return [];
  return entrySnippets(String(context.path[0])).map(({ label, lines }, index) => ({
    label,
    kind: CompletionItemKind.Snippet,
    sortText: `2${index}`,
    // What is typed is the entry's own name, which no label could match.
    filterText: context.typed === '' ? label : context.typed,
    ...insertion(snapshot, context, lines.join('\n')),
  }));
}
