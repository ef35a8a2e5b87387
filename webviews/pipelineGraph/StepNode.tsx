// One step's box.
import type { JSX } from 'preact';
import { memo } from 'preact/compat';
import type { GraphNode } from '../../src/protocol/graph';
import { fitText } from '../kit/fitText';
import { around } from './navigation';
import { Mark, stateWords } from './marks';
import type { GraphStore } from './store';

export interface StepNodeProps {
  readonly node: GraphNode;
  readonly store: GraphStore;
  readonly onOpen: (step: string) => void;
}

/** The mark on the left, and air on the right. Sizes of text as in style.css. */
const besideText = 46;

/** Reads its own state's signal: other boxes are not drawn again when it changes. */
export const StepNode = memo(function StepNode({ node, store, onOpen }: StepNodeProps): JSX.Element {
  const { state, detail, reasons } = store.state(node.step).value;
  const selected = store.selected.value === node.step;
  const { x, y, width, height, step, phase } = node;
  // A step that is called like its phase need not say it twice.
  const second = [phase === step ? '' : phase, detail].filter(Boolean).join(' · ');
  return (
    <g
      class={`node state-${state}${selected ? ' selected' : ''}`}
      transform={`translate(${x - width / 2} ${y - height / 2})`}
      role="button"
      id={`step-${step}`}
      tabIndex={store.entry.value === step ? 0 : -1}
      aria-label={spoken(store, node, detail, reasons)}
      data-step={step}
      data-state={state}
      onFocus={() => (store.selected.value = step)}
      onClick={() => onOpen(step)}
    >
      <title>{[`${step}: ${stateWords[state]}`, ...reasons].join('\n')}</title>
      <rect class="box" width={width} height={height} rx="5" />
      <rect class="bar" width="4" height={height} rx="2" />
      <g transform={`translate(13 ${(height - 16) / 2})`}>
        <Mark state={state} />
      </g>
      <text class="name" x="38" y={height / 2 - 4}>
        {fitText(step, width - besideText, 12.5, 600)}
      </text>
      <text class="detail" x="38" y={height / 2 + 12}>
        {fitText(second, width - besideText, 11)}
      </text>
    </g>
  );
});

function spoken(store: GraphStore, { step, phase }: GraphNode, detail: string, reasons: readonly string[]): string {
  const { state } = store.state(step).value;
  const layout = store.model.value?.layout;
  const { needs, feeds } = layout ? around(layout, step) : { needs: [], feeds: [] };
  return [
    step,
    stateWords[state],
    detail.toLowerCase() === stateWords[state].toLowerCase() ? '' : detail,
    reasons.filter((reason) => reason !== detail).join(', '),
    phase === undefined ? '' : `phase ${phase}`,
    needs.length > 0 ? `after ${needs.join(', ')}` : 'first',
    feeds.length > 0 ? `before ${feeds.join(', ')}` : 'last',
  ]
    .filter(Boolean)
    .join('. ');
}
