// A pipeline -> DOT -> Graphviz -> boxes, in the very worker that ships.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Layouts } from '../../src/host/graph/layouts';
import { toDot } from '../../src/host/graph/toDot';
import { changedStates, toGraph, toStates } from '../../src/host/graph/toGraph';
import type { PipelineView } from '../../src/protocol/pipelines';
import type { GraphLayout } from '../../src/protocol/graph';
import { pipeline, step, task } from './views';

const diamond = pipeline([
  step('prepare', 'fresh', { phase: 'prepare' }),
  step('left', 'stale', { needs: ['prepare'] }),
  step('right', 'fresh', { needs: ['prepare', 'not-there'] }),
  step('join', 'stale', { needs: ['left', 'right'] }),
]);

describe('layout', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-layout-'));
  const worker = join(folder, 'layoutWorker.cjs');
  const layouts = new Layouts(worker);
  beforeAll(() =>
    build({
      entryPoints: ['src/host/graph/layoutWorker.ts'],
      outfile: worker,
      bundle: true,
      platform: 'node',
      format: 'cjs',
    }),
  );
  afterAll(() => {
    layouts.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  const layout = async (view: PipelineView): Promise<GraphLayout> => {
    const result = await layouts.layout(toDot(view));
    if (!result.ok) throw new Error(result.error);
    return toGraph(view, result.value, 0).layout;
  };

  test('what feeds stands above what it feeds, and boxes do not overlap', async () => {
    const { nodes, edges, width, height } = await layout(diamond);
    const y = Object.fromEntries(nodes.map((node) => [node.step, node.y]));
    expect(y.prepare).toBeLessThan(y.left!);
    expect(y.left).toBe(y.right);
    expect(y.right).toBeLessThan(y.join!);
    expect(edges.map(({ from, to }) => `${from} ${to}`).sort()).toEqual([
      'left join',
      'prepare left',
      'prepare right',
      'right join',
    ]);
    const [left, right] = ['left', 'right'].map((name) => nodes.find((node) => node.step === name)!);
    expect(Math.abs(left!.x - right!.x)).toBeGreaterThan((left!.width + right!.width) / 2);
    for (const node of nodes) {
      expect(node.x - node.width / 2).toBeGreaterThanOrEqual(0);
      expect(node.x + node.width / 2).toBeLessThanOrEqual(width + 1);
      expect(node.y + node.height / 2).toBeLessThanOrEqual(height + 1);
    }
  });

  test('an edge begins at one box and ends at the other, in whole Bezier segments', async () => {
    const { nodes, edges } = await layout(diamond);
    const edge = edges.find(({ from, to }) => from === 'prepare' && to === 'left')!;
    const box = (name: string): number => nodes.find((node) => node.step === name)!.y;
    expect((edge.points.length - 1) % 3).toBe(0);
    expect(edge.points[0]![1]).toBeCloseTo(box('prepare') + 23, -1);
    expect(edge.points.at(-1)![1]).toBeCloseTo(box('left') - 23, -1);
  });

  test('names that mean something in DOT are only names', async () => {
    const odd = pipeline([
      step('a "quoted" -> b', 'fresh'),
      step('back\\slash\\', 'fresh'),
      step('<b>html</b>', 'fresh'),
    ]);
    const { nodes } = await layout(odd);
    expect(nodes.map(({ step: name }) => name).sort()).toEqual(odd.steps.map(({ name }) => name).sort());
  });

  test('a graph that is asked for again is not laid out again', async () => {
    const dot = toDot(diamond);
    expect(layouts.layout(dot)).toBe(layouts.layout(dot));
  });

  test('what Graphviz refuses is an error in words, and the next graph is laid out', async () => {
    const refused = await layouts.layout('digraph { a -> ');
    expect(refused.ok ? '' : refused.error).toMatch(/syntax error/);
    expect((await layout(diamond)).nodes).toHaveLength(4);
  });
});

test('a change of state does not change the text that is laid out', () => {
  const after = pipeline(diamond.steps.map((known) => ({ ...known, state: 'running' as const })));
  expect(toDot(after)).toBe(toDot(diamond));
});

test('a worker that cannot start is an error, not a wait', async () => {
  const layouts = new Layouts('/no/such/worker.js');
  const result = await layouts.layout('digraph { a }');
  expect(result.ok ? '' : result.error).toMatch(/worker|module/i);
});

test('only the states that changed are sent', () => {
  const before = toStates(diamond.steps, 0);
  const after = toStates([...diamond.steps.slice(0, 3), step('join', 'fresh')], 0);
  expect(changedStates(before, after).map(({ step: name, state }) => `${name} ${state}`)).toEqual(['join fresh']);
  expect(changedStates(after, after)).toEqual([]);
});

test('a box says the first reason, or how the tasks of a matrix stand', () => {
  const matrix = [
    task('train[a=1]', 'fresh', { matrixKey: 'a=1' }),
    task('train[a=2]', 'stale', { matrixKey: 'a=2', reasons: ['never ran'] }),
  ];
  const view = pipeline([
    step('train', 'stale', { tasks: matrix }),
    step('select', 'stale', { tasks: [task('select', 'stale', { reasons: ['output missing: m.json'] })] }),
  ]);
  expect(toStates(view.steps, 0).map(({ detail }) => detail)).toEqual(['1 stale, 1/2 fresh', 'output missing: m.json']);
});

test('a box counts the seconds of what runs', () => {
  const running = step('train', 'running', { tasks: [task('train', 'running', { startedAt: 1000 })] });
  expect(toStates([running], 13_900).map(({ detail }) => detail)).toEqual(['running 12 s']);
});

test('problems of the spec are said above the graph', () => {
  const layout = { width: 0, height: 0, nodes: [], edges: [] };
  expect(toGraph(diamond, layout, 0).problem).toBeUndefined();
  expect(toGraph({ ...diamond, errors: 1 }, layout, 0).problem).toMatch(/a problem/);
  expect(toGraph({ ...diamond, problem: 'no lock' }, layout, 0).problem).toBe('no lock');
});
