// Graphviz' JSON -> boxes and curves in the page's terms: y grows downward, centres in pixels.
import type { GraphEdge, GraphLayout, GraphNode } from '../../protocol/graph';

/** The part of Graphviz' `json` output that is read: https://graphviz.org/docs/outputs/json/ */
interface GraphvizJson {
  readonly bb: string;
  readonly objects?: readonly {
    readonly name: string;
    readonly pos: string;
    readonly width: string;
    readonly height: string;
  }[];
  readonly edges?: readonly { readonly tail: number; readonly head: number; readonly pos: string }[];
}

/** Converts a layout. Steps are called as they are in DOT. */
export function fromGraphviz(json: string): GraphLayout {
  // Graphviz' own output format, from a version that is pinned.
  const graph = JSON.parse(json) as GraphvizJson;
  const [, , width = 0, height = 0] = graph.bb.split(',').map(Number);
  const objects = graph.objects ?? [];
  const nodes = objects.map((node): GraphNode => {
    const [x, y] = point(node.pos, height);
    return { step: node.name, x, y, width: round(Number(node.width) * 72), height: round(Number(node.height) * 72) };
  });
  const edges = (graph.edges ?? []).map((edge): GraphEdge => {
    const points = edge.pos.split(' ').map((pair) => point(pair, height));
    return { from: objects[edge.tail]?.name ?? '', to: objects[edge.head]?.name ?? '', points };
  });
  return { width: round(width), height: round(height), nodes, edges };
}

function point(pair: string, height: number): readonly [number, number] {
  const [x = 0, y = 0] = pair.split(',').map(Number);
  return [round(x), round(height - y)];
}

/** A tenth of a pixel is enough, and keeps the message to the page small. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
