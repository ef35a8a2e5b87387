// Steps that wait for each other: strongly connected components (Tarjan 1972, without recursion, since a chain of 5,000 steps would
// overflow the stack), and of each the shortest way round, whose steps are named in the message.
import type { Edge } from './links';

/** A way round: each step needs the next, the last needs the first. */
export interface Cycle {
  readonly steps: readonly string[];
  readonly edges: readonly Edge[];
}

/** One cycle of each group of steps that wait for each other, beginning at the step that comes first in `graph`. */
export function findCycles(graph: ReadonlyMap<string, readonly Edge[]>): readonly Cycle[] {
  return components(graph).flatMap((group) => {
    const start = [...graph.keys()].find((name) => group.has(name));
    const cycle = start === undefined ? undefined : shortestRound(graph, group, start);
    return cycle ? [cycle] : [];
  });
}

function components(graph: ReadonlyMap<string, readonly Edge[]>): readonly ReadonlySet<string>[] {
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const onStack = new Set<string>();
  const found: Set<string>[] = [];
  for (const root of graph.keys()) {
    if (index.has(root)) continue;
    const work: { name: string; next: number }[] = [{ name: root, next: 0 }];
    for (let frame = work.at(-1); frame; frame = work.at(-1)) {
      const { name } = frame;
      if (frame.next === 0) {
        index.set(name, index.size);
        low.set(name, index.size - 1);
        stack.push(name);
        onStack.add(name);
      }
      const edge = graph.get(name)?.[frame.next++];
      if (edge) {
        if (!graph.has(edge.to)) continue;
        if (!index.has(edge.to)) work.push({ name: edge.to, next: 0 });
        else if (onStack.has(edge.to)) lower(low, name, index.get(edge.to));
        continue;
      }
      work.pop();
      const parent = work.at(-1);
      if (parent) lower(low, parent.name, low.get(name));
      if (low.get(name) === index.get(name)) found.push(popGroup(stack, onStack, name));
    }
  }
  return found.filter((group) => group.size > 1 || isSelf(graph, group));
}

function lower(low: Map<string, number>, name: string, value: number | undefined): void {
  low.set(name, Math.min(low.get(name) ?? 0, value ?? 0));
}

function popGroup(stack: string[], onStack: Set<string>, root: string): Set<string> {
  const group = new Set<string>();
  for (let name = stack.pop(); name !== undefined; name = stack.pop()) {
    onStack.delete(name);
    group.add(name);
    if (name === root) break;
  }
  return group;
}

function isSelf(graph: ReadonlyMap<string, readonly Edge[]>, group: ReadonlySet<string>): boolean {
  const [only = ''] = group;
  return graph.get(only)?.some((edge) => edge.to === only) ?? false;
}

function shortestRound(
  graph: ReadonlyMap<string, readonly Edge[]>,
  group: ReadonlySet<string>,
  start: string,
): Cycle | undefined {
  const cameBy = new Map<string, { readonly from: string; readonly edge: Edge }>();
  const queue = [start];
  // The loop also visits what is appended while it runs.
  for (const name of queue) {
    for (const edge of graph.get(name) ?? []) {
      if (edge.to === start) return round(cameBy, name, edge);
      if (!group.has(edge.to) || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, { from: name, edge });
      queue.push(edge.to);
    }
  }
  return undefined;
}

function round(
  cameBy: ReadonlyMap<string, { readonly from: string; readonly edge: Edge }>,
  last: string,
  closing: Edge,
): Cycle {
  const steps = [last];
  const edges = [closing];
  for (let came = cameBy.get(last); came; came = cameBy.get(came.from)) {
    steps.unshift(came.from);
    edges.unshift(came.edge);
  }
  return { steps, edges };
}
