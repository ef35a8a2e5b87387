// Beside the text, in the visible lines: the value of an expression that is known without a run, and the state of a step.
import { InlayHintRequest, type InlayHint, type InlayHintParams } from 'vscode-languageserver';
import type { Position } from '../../src/core/base/text';
import { pathMember } from '../../src/core/spec/expression/memberType';
import type { SpecNamePlace } from '../../src/core/spec/spec';
import type { StepView, TaskState } from '../../src/protocol/pipelines';
import { feature } from '../feature';
import type { Snapshot } from '../snapshot';

/** `textDocument/inlayHint`. */
export const inlayHints = feature({
  request: InlayHintRequest.type,
  capability: { inlayHintProvider: true },
  handle(snapshot, { range }) {
    const lines = snapshot.document.text.split('\n');
    return [
      ...(snapshot.hints.values ? valueHints(snapshot, lines, range) : []),
      ...(snapshot.hints.steps ? stepHints(snapshot, lines, range) : []),
    ];
  },
});

type Visible = InlayHintParams['range'];

/** A longer value says more in a hover than between words. */
const LONGEST_VALUE = 30;

function valueHints({ document }: Snapshot, lines: readonly string[], { start, end }: Visible): InlayHint[] {
  const hints: InlayHint[] = [];
  for (let line = start.line; line <= end.line && line < lines.length; line++) {
    for (const { index } of (lines[line] ?? '').matchAll(/\}\}/g)) {
      // The cursor right before the closing marks is in the expression, however long that is.
      const value = valueAt(document, { line, character: index });
      if (value !== undefined)
        hints.push({ position: { line, character: index }, label: `= ${value}`, paddingRight: true });
    }
  }
  return hints;
}

/** The value of a path into what is known offline, for example `params.train.rate`. */
function valueAt(document: Snapshot['document'], position: Position): string | undefined {
  const context = document.contextAt(position);
  if (context.kind !== 'expression') return undefined;
  const { value } = pathMember(context.node, context.environment);
  return value === undefined || value.length > LONGEST_VALUE ? undefined : value;
}

const words: Readonly<Record<TaskState, string>> = {
  fresh: '✓ up to date',
  restorable: '✓ in the cache',
  stale: 'has to run',
  queued: 'waits',
  running: 'runs now',
  failed: '✗ failed',
  blocked: 'blocked',
  unknown: '',
};

function stepHints(snapshot: Snapshot, lines: readonly string[], { start, end }: Visible): InlayHint[] {
  const here = snapshot.document.namesIn(start.line, end.line).filter(isStep);
  return here.flatMap(({ name: { name }, range }): InlayHint[] => {
    const view = snapshot.step(name);
    if (view === undefined || words[view.state] === '') return [];
    const { line } = range.start;
    const character = (lines[line] ?? '').trimEnd().length;
    const tooltip = reasonsOf(view).join('\n');
    return [
      { position: { line, character }, label: labelOf(view), paddingLeft: true, ...(tooltip !== '' && { tooltip }) },
    ];
  });
}

function isStep({ name, role }: SpecNamePlace): boolean {
  return name.kind === 'step' && role === 'definition';
}

/** Of a matrix, how much of it is done; of a step with one reason, the reason. */
function labelOf(view: StepView): string {
  const open = view.tasks.filter(({ state }) => state !== 'fresh');
  if (view.tasks.length > 1 && open.length > 0)
    return `${words[view.state]}: ${view.tasks.length - open.length} of ${view.tasks.length} up to date`;
  const [reason, ...more] = reasonsOf(view);
  return view.state === 'stale' && reason !== undefined && more.length === 0
    ? `${words.stale}: ${reason}`
    : words[view.state];
}

function reasonsOf({ tasks }: StepView): readonly string[] {
  return [...new Set(tasks.flatMap(({ reasons }) => reasons))];
}
