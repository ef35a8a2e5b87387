// Which step an arrow key leads to: down and up along the edges, left and right along the row, so that the keys go where the eye does.
import type { GraphLayout, GraphNode } from '../../src/protocol/graph';

export type Direction = 'up' | 'down' | 'left' | 'right' | 'first' | 'last';

/** The step to go to, or `undefined` when there is none that way. */
export function neighbour(layout: GraphLayout, step: string, direction: Direction): string | undefined {
  const nodes = new Map(layout.nodes.map((node) => [node.step, node]));
  const from = nodes.get(step);
  if (direction === 'first') return readingOrder(layout)[0];
  if (direction === 'last') return readingOrder(layout).at(-1);
  if (!from) return undefined;
  switch (direction) {
    case 'down':
      return nearest(
        from,
        along(layout, nodes, (edge) => (edge.from === step ? edge.to : undefined)),
      );
    case 'up':
      return nearest(
        from,
        along(layout, nodes, (edge) => (edge.to === step ? edge.from : undefined)),
      );
    case 'left':
      return nearest(
        from,
        row(layout, from).filter((node) => node.x < from.x),
      );
    case 'right':
      return nearest(
        from,
        row(layout, from).filter((node) => node.x > from.x),
      );
  }
}

/** From top to bottom, each row from left to right: the order of the table and of Tab. */
export function readingOrder(layout: GraphLayout): readonly string[] {
  return [...layout.nodes].sort((a, b) => a.y - b.y || a.x - b.x).map(({ step }) => step);
}

/** The steps next to one, for its spoken label. */
export function around(
  layout: GraphLayout,
  step: string,
): { readonly needs: readonly string[]; readonly feeds: readonly string[] } {
  return {
    needs: layout.edges.filter(({ to }) => to === step).map(({ from }) => from),
    feeds: layout.edges.filter(({ from }) => from === step).map(({ to }) => to),
  };
}

function along(
  layout: GraphLayout,
  nodes: ReadonlyMap<string, GraphNode>,
  other: (edge: GraphLayout['edges'][number]) => string | undefined,
): readonly GraphNode[] {
  return layout.edges.flatMap((edge) => {
    const step = other(edge);
    const node = step === undefined ? undefined : nodes.get(step);
    return node ? [node] : [];
  });
}

/** Layouts put a row's boxes at the same height. */
function row(layout: GraphLayout, from: GraphNode): readonly GraphNode[] {
  return layout.nodes.filter((node) => Math.abs(node.y - from.y) < node.height / 2);
}

function nearest(from: GraphNode, candidates: readonly GraphNode[]): string | undefined {
  const distance = (node: GraphNode): number => Math.hypot(node.x - from.x, node.y - from.y);
  return [...candidates].sort((a, b) => distance(a) - distance(b))[0]?.step;
}
