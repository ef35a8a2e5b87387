// The panel: toolbar, graph or table, what is known of the selected step, legend.
import type { JSX } from 'preact';
import type { TaskState } from '../../src/protocol/pipelines';
import type { GraphModel } from '../../src/protocol/graph';
import { Button } from '../kit/Button';
import type { GraphActions } from './actions';
import { GraphCanvas } from './GraphCanvas';
import { MarkIcon, stateWords } from './marks';
import { StepTable } from './StepTable';
import type { GraphStore } from './store';
import { ToolIcon } from './ToolIcon';

export interface GraphPageProps {
  readonly store: GraphStore;
  readonly actions: GraphActions;
}

/** Everything on the page. */
export function GraphPage({ store, actions }: GraphPageProps): JSX.Element {
  const model = store.model.value;
  const problem = store.failure.value ?? model?.problem;
  return (
    <main class="page">
      {model ? <Toolbar store={store} actions={actions} /> : null}
      {problem === undefined ? null : (
        <p class="problem" role="status">
          {problem}
        </p>
      )}
      {model ? <Content store={store} model={model} actions={actions} /> : <Waiting failed={problem !== undefined} />}
      <div class="only-spoken" aria-live="polite">
        {store.news.value}
      </div>
    </main>
  );
}

function Waiting({ failed }: { readonly failed: boolean }): JSX.Element | null {
  if (failed) return null;
  return (
    <div class="empty" role="status">
      <p>Waiting for the pipeline…</p>
      <p class="hint">If its fairlead.yaml was moved or deleted, this panel can be closed.</p>
    </div>
  );
}

function Content({ store, model, actions }: GraphPageProps & { readonly model: GraphModel }): JSX.Element {
  if (model.states.length === 0) {
    return (
      <div class="empty">
        <p>{model.pipeline} has no steps yet.</p>
        <p class="hint">Add a step below `steps:` in the spec, and it appears here.</p>
      </div>
    );
  }
  const table = store.asTable.value || model.layout.nodes.length === 0;
  return (
    <>
      {table ? (
        <StepTable store={store} model={model} actions={actions} />
      ) : (
        <GraphCanvas store={store} layout={model.layout} actions={actions} />
      )}
      <footer class="footer">
        {table ? null : <Selected store={store} actions={actions} />}
        <Legend store={store} />
      </footer>
    </>
  );
}

function Toolbar({ store, actions }: GraphPageProps): JSX.Element {
  const table = store.asTable.value;
  const counts = store.counts.value;
  const running = counts.has('running') || counts.has('queued');
  return (
    <div class="toolbar" role="toolbar" aria-label="Pipeline graph">
      {running ? (
        <Button look="primary" label="Stop the run; what was fresh before stays" onClick={actions.stop}>
          Stop
        </Button>
      ) : (
        <Button look="primary" label="Run what is not fresh" onClick={actions.runAll}>
          Run Pipeline
        </Button>
      )}
      <Button look="secondary" label={table ? 'View as graph' : 'View as table'} onClick={actions.toggleTable}>
        {table ? 'View as graph' : 'View as table'}
      </Button>
      {table ? null : (
        <span class="zoom">
          <Button look="icon" label="Zoom out (-)" onClick={() => actions.zoom(0.8)}>
            <ToolIcon path="M3 8h10" />
          </Button>
          <Button look="icon" label="Zoom in (+)" onClick={() => actions.zoom(1.25)}>
            <ToolIcon path="M3 8h10M8 3v10" />
          </Button>
          <Button look="icon" label="Fit the graph to the panel (0)" onClick={actions.fit}>
            <ToolIcon path="M2.500 6V2.500H6M10 2.500h3.500V6M13.500 10v3.500H10M6 13.500H2.500V10" />
          </Button>
        </span>
      )}
    </div>
  );
}

/** Says in full what the box has no room for. */
function Selected({ store, actions }: GraphPageProps): JSX.Element {
  const step = store.selected.value;
  if (step === undefined || step !== store.entry.value) {
    return <p class="hint">Arrow keys move along the edges. Enter opens a step, Space says why it has to run.</p>;
  }
  const { state, detail, reasons } = store.state(step).value;
  return (
    <section class="selected" aria-label={`Selected: ${step}`}>
      <span class={`state state-${state}`}>
        <MarkIcon state={state} />
        <strong>{step}</strong>
      </span>
      <span class="why">{reasons.length > 0 ? reasons.join('; ') : detail}</span>
      <span class="buttons">
        <Button look="secondary" label={`Run ${step}`} onClick={() => actions.run(step)}>
          Run
        </Button>
        <Button look="secondary" label={`Why does ${step} have to run`} onClick={() => actions.explain(step)}>
          Why
        </Button>
      </span>
    </section>
  );
}

function Legend({ store }: { readonly store: GraphStore }): JSX.Element {
  const counts = store.counts.value;
  // The keys of a table that has every state.
  const states = (Object.keys(stateWords) as TaskState[]).filter((state) => counts.has(state));
  return (
    <ul class="legend" aria-label="States">
      {states.map((state) => (
        <li key={state} class={`state state-${state}`}>
          <MarkIcon state={state} />
          <span class="word">
            {stateWords[state]} {counts.get(state)}
          </span>
        </li>
      ))}
    </ul>
  );
}
