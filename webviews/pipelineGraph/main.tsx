// The Pipeline graph panel's page: connects to the editor and keeps what the user set.
import { effect } from '@preact/signals';
import { render } from 'preact';
import type { GraphHost, GraphView } from '../../src/protocol/graph';
import { connect, serve } from '../../src/protocol/rpc';
import { openPage } from '../kit/page';
import '../kit/base.css';
import { makeActions } from './actions';
import { GraphPage } from './GraphPage';
import { GraphStore } from './store';
import './style.css';

const page = openPage();
const store = new GraphStore();
store.restore(page.kept);
const host = connect<GraphHost>(page.port).remote;
serve<GraphView>(page.port, {
  graphChanged: (model) => store.show(model),
  statesChanged: (states) => store.update(states),
});
effect(() => {
  const { placed, asTable, selected } = store;
  page.keep({ viewport: placed.value, asTable: asTable.value, selected: selected.value });
});
render(<GraphPage store={store} actions={makeActions(store, host)} />, page.root);
page.ready();
host.load().then(
  (model) => {
    if (model) store.show(model);
  },
  (error: unknown) => {
    store.failure.value = error instanceof Error ? error.message : String(error);
  },
);
