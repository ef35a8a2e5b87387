// The graph's twin as a table: the same steps, states and edges for those who do not read drawings.
import type { JSX } from 'preact';
import type { GraphLayout, GraphModel } from '../../src/protocol/graph';
import { Button } from '../kit/Button';
import type { GraphActions } from './actions';
import { MarkIcon, stateWords } from './marks';
import { ToolIcon } from './ToolIcon';
import { around, readingOrder } from './navigation';
import type { GraphStore } from './store';

export interface StepTableProps {
  readonly store: GraphStore;
  readonly model: GraphModel;
  readonly actions: GraphActions;
}

/** A row for each step, in the graph's reading order; without a layout, in the order of the file. */
export function StepTable({ store, model, actions }: StepTableProps): JSX.Element {
  const ordered = readingOrder(model.layout);
  const steps = ordered.length > 0 ? ordered : model.states.map(({ step }) => step);
  const phases = model.layout.nodes.some(({ phase }) => phase !== undefined);
  return (
    <div class="table" tabIndex={0} role="region" aria-label={`Steps of ${model.pipeline}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Step</th>
            <th scope="col">State</th>
            <th scope="col">Why</th>
            {phases ? <th scope="col">Phase</th> : null}
            <th scope="col">After</th>
            <th scope="col">
              <span class="only-spoken">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map((step) => (
            <StepRow key={step} step={step} store={store} layout={model.layout} phases={phases} actions={actions} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface StepRowProps {
  readonly step: string;
  readonly store: GraphStore;
  readonly layout: GraphLayout;
  /** Whether any step has one: an empty column is left out. */
  readonly phases: boolean;
  readonly actions: GraphActions;
}

function StepRow({ step, store, layout, phases, actions }: StepRowProps): JSX.Element {
  const { state, detail, reasons } = store.state(step).value;
  const phase = layout.nodes.find((node) => node.step === step)?.phase;
  const { needs } = around(layout, step);
  return (
    <tr>
      <th scope="row">
        <button class="link" onClick={() => actions.open(step)} title={`Open ${step} in the spec`}>
          {step}
        </button>
      </th>
      <td>
        <span class={`state state-${state}`}>
          <MarkIcon state={state} />
          <span class="word">{detail === '' || reasons.includes(detail) ? stateWords[state] : detail}</span>
        </span>
      </td>
      <td>{reasons.join('; ')}</td>
      {phases ? <td>{phase}</td> : null}
      <td>{needs.join(', ')}</td>
      <td class="actions">
        <Button look="icon" label={`Run ${step}`} onClick={() => actions.run(step)}>
          <ToolIcon path="M4.500 2.500v11l8.500-5.500z" />
        </Button>
      </td>
    </tr>
  );
}
