// Names inside `${{ }}`.
import { CompletionItemKind, MarkupKind, type CompletionItem } from 'vscode-languageserver';
import { completeExpression } from '../../src/core/spec/expression/completeExpression';
import { typeText } from '../../src/core/spec/expression/typeText';
import type { ContextOf } from './request';

/** The members that can stand at the cursor, with their present values. */
export function completeMembers(context: ContextOf<'expression'>): CompletionItem[] {
  const { members, replace } = completeExpression(context.node, context.offset, context.environment);
  const range = context.toRange(replace);
  return members.map(({ name, member }, index) => ({
    label: name,
    kind: member.type.kind === 'object' ? CompletionItemKind.Module : CompletionItemKind.Variable,
    detail: member.value ?? typeText(member.type),
    documentation:
      member.documentation === undefined ? undefined : { kind: MarkupKind.Markdown, value: member.documentation },
    sortText: String(index).padStart(5, '0'),
    textEdit: { range, newText: name },
  }));
}
