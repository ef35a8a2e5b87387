// What the thing under the cursor is: the grammar's words for a key, the value of a name, the type of an expression.
import { HoverRequest, MarkupKind, type Hover } from 'vscode-languageserver';
import type { Position, Range } from '../../src/core/base/text';
import { describeKey } from '../../src/core/spec/describe';
import { memberUnder } from '../../src/core/spec/expression/expressionAt';
import { typeText } from '../../src/core/spec/expression/typeText';
import type { SpecContext, SpecPath } from '../../src/core/spec/spec';
import { feature } from '../feature';
import { nameText } from '../hover/nameText';
import { keyDocumentation } from '../keyDocumentation';
import { textIn } from '../ranges';
import type { Snapshot } from '../snapshot';

/** `textDocument/hover`. */
export const hover = feature({
  request: HoverRequest.type,
  capability: { hoverProvider: true },
  handle(snapshot, { position }): Hover | null {
    const context = snapshot.document.contextAt(position);
    return aboutName(snapshot, position) ?? aboutExpression(context) ?? aboutKey(snapshot, context);
  },
});

function aboutName(snapshot: Snapshot, position: Position): Hover | null {
  const found = snapshot.document.nameAt(position);
  const text = found && nameText(snapshot, found.name);
  return found === undefined || text === undefined ? null : markdown(text, found.range);
}

function aboutExpression(context: SpecContext): Hover | null {
  if (context.kind !== 'expression') return null;
  const under = memberUnder(context.node, context.offset, context.environment);
  if (under === undefined) return null;
  const { path, member, span } = under;
  const lines = [`**${path}** · ${typeText(member.type)}`, member.documentation ?? ''];
  if (member.value !== undefined) lines.push(`\`${member.value}\``);
  return markdown(lines.filter((line) => line !== '').join('\n\n'), context.toRange(span));
}

function aboutKey({ document }: Snapshot, context: SpecContext): Hover | null {
  if (context.kind !== 'key' && context.kind !== 'value') return null;
  const path = context.kind === 'key' ? [...context.path, textIn(document.text, context.range)] : keyOf(context.path);
  const described = describeKey(path);
  return described === undefined ? null : { contents: keyDocumentation(described), range: context.range };
}

/** The key whose value, or part of whose list, is at `path`. */
function keyOf(path: SpecPath): SpecPath {
  const end = path.findLastIndex((part) => typeof part === 'string');
  return path.slice(0, end + 1);
}

function markdown(value: string, range: Range): Hover {
  return { contents: { kind: MarkupKind.Markdown, value }, range };
}
