// What the graph page says to those who listen.
import { expect, test } from 'vitest';
import type { GraphStepState } from '../../src/protocol/graph';
import { GraphStore } from '../../webviews/pipelineGraph/store';

const train = (state: GraphStepState['state'], detail: string): GraphStepState => ({
  step: 'train',
  state,
  detail,
  reasons: [],
});

test('a change of state is said, seconds that pass are only shown', () => {
  const store = new GraphStore();
  store.update([train('running', 'running 0 s')]);
  expect(store.news.value).toBe('train: running 0 s');
  store.update([train('running', 'running 1 s')]);
  expect(store.news.value).toBe('train: running 0 s');
  expect(store.state('train').value.detail).toBe('running 1 s');
  store.update([train('fresh', 'fresh')]);
  expect(store.news.value).toBe('train: fresh');
});
