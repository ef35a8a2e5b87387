// The graph page's own arithmetic: where arrow keys lead, and where the graph stands.
import { describe, expect, test } from 'vitest';
import type { GraphLayout } from '../../src/protocol/graph';
import { around, neighbour, readingOrder, type Direction } from '../../webviews/pipelineGraph/navigation';
import { fit, reveal, toViewport, zoomAt, type Viewport } from '../../webviews/pipelineGraph/viewport';

/** `a 50,0` places step a; `a>b` is an edge. */
function layout(text: string): GraphLayout {
  const words = text.split(/\s*;\s*/);
  const nodes = words.flatMap((word) => {
    const [, step, x, y] = /^(\w+) (\d+),(\d+)$/.exec(word) ?? [];
    return step === undefined ? [] : [{ step, x: Number(x), y: Number(y), width: 100, height: 40 }];
  });
  const edges = words.flatMap((word) => {
    const [, from, to] = /^(\w+)>(\w+)$/.exec(word) ?? [];
    return from === undefined || to === undefined ? [] : [{ from, to, points: [] }];
  });
  return { width: 400, height: 300, nodes, edges };
}

const diamond = layout(
  'prepare 200,0; left 100,100; right 300,100; alone 450,100; join 210,200; prepare>left; prepare>right; left>join; right>join',
);

describe('arrow keys', () => {
  test.each<[string, Direction, string | undefined]>([
    ['prepare', 'down', 'left'],
    ['left', 'down', 'join'],
    ['left', 'right', 'right'],
    ['right', 'right', 'alone'],
    ['right', 'left', 'left'],
    ['left', 'left', undefined],
    ['join', 'up', 'right'],
    ['prepare', 'up', undefined],
    ['alone', 'down', undefined],
    ['join', 'first', 'prepare'],
    ['prepare', 'last', 'join'],
    ['gone', 'down', undefined],
  ])('from %s %s leads to %s', (from, direction, to) => {
    expect(neighbour(diamond, from, direction)).toBe(to);
  });

  test('every step can be reached from the first by keys alone', () => {
    const reached = new Set(['prepare']);
    for (const step of reached) {
      for (const direction of ['up', 'down', 'left', 'right'] as const) {
        const next = neighbour(diamond, step, direction);
        if (next !== undefined) reached.add(next);
      }
    }
    expect([...reached].sort()).toEqual(readingOrder(diamond).toSorted());
  });

  test('reading goes from top to bottom and from left to right', () => {
    expect(readingOrder(diamond)).toEqual(['prepare', 'left', 'right', 'alone', 'join']);
  });

  test('what is around a step is named', () => {
    expect(around(diamond, 'left')).toEqual({ needs: ['prepare'], feeds: ['join'] });
  });
});

describe('viewport', () => {
  const page = { width: 800, height: 600 };

  test('a small graph is centred and not blown up', () => {
    expect(fit({ width: 400, height: 300 }, page)).toEqual({ zoom: 1, x: 200, y: 150 });
  });

  test('a large graph is wholly in sight', () => {
    const { zoom, x, y } = fit({ width: 4000, height: 300 }, page);
    expect(x).toBeGreaterThan(0);
    expect(x + 4000 * zoom).toBeLessThan(800);
    expect(y + 300 * zoom).toBeLessThan(600);
  });

  test('an empty graph or page gives numbers that can be drawn', () => {
    for (const view of [fit({ width: 0, height: 0 }, page), fit({ width: 9, height: 9 }, { width: 0, height: 0 })]) {
      expect(Object.values(view).every(Number.isFinite)).toBe(true);
    }
  });

  test('zooming keeps the point under the pointer where it is', () => {
    const before: Viewport = { x: 10, y: 20, zoom: 0.5 };
    const at = { x: 300, y: 200 };
    const after = zoomAt(before, 1.7, at);
    const under = (view: Viewport): readonly number[] => [(at.x - view.x) / view.zoom, (at.y - view.y) / view.zoom];
    expect(after.zoom).toBeCloseTo(0.85);
    under(before).forEach((value, index) => expect(under(after)[index]).toBeCloseTo(value));
  });

  test('zooming ends somewhere', () => {
    let view: Viewport = { x: 0, y: 0, zoom: 1 };
    for (let turn = 0; turn < 100; turn++) view = zoomAt(view, 0.5, { x: 0, y: 0 });
    expect(view.zoom).toBeGreaterThan(0.01);
    for (let turn = 0; turn < 100; turn++) view = zoomAt(view, 2, { x: 0, y: 0 });
    expect(view.zoom).toBeLessThan(10);
  });

  test('revealing moves only when a box is out of sight, and then brings it in', () => {
    const view: Viewport = { x: 0, y: 0, zoom: 1 };
    expect(reveal(view, { x: 400, y: 300, width: 100, height: 40 }, page)).toEqual(view);
    const moved = reveal(view, { x: 1000, y: -50, width: 100, height: 40 }, page);
    expect(1000 + 50 + moved.x).toBeLessThanOrEqual(800);
    expect(-50 - 20 + moved.y).toBeGreaterThanOrEqual(0);
  });

  test.each([
    [
      { x: 1, y: 2, zoom: 0.5 },
      { x: 1, y: 2, zoom: 0.5 },
    ],
    [
      { x: 1, y: 2, zoom: 1e9 },
      { x: 1, y: 2, zoom: 3 },
    ],
    [{ x: 1, y: 2 }, undefined],
    [{ x: 1, y: Number.NaN, zoom: 1 }, undefined],
    [{ x: 1, y: 2, zoom: -1 }, undefined],
    ['x', undefined],
    [null, undefined],
  ])('what was kept is read with care: %j', (kept, expected) => {
    expect(toViewport(kept)).toEqual(expected);
  });
});
