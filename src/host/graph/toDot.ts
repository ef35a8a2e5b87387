// A pipeline -> Graphviz' language. Only names and edges go in, so that a change of state never changes the text and a layout is
// reused for as long as the graph is the same.
import type { PipelineView } from '../../protocol/pipelines';

/** Sizes in CSS pixels at zoom 1. Two lines of text, the first in bold. */
const nodeHeight = 46;
const characterWidth = 7.4;
const besideText = 54;
const narrowest = 184;
const widest = 280;

/** Above this many steps Graphviz stops improving early: a tangle of 1,000 steps takes 1.6 s instead of 8. */
const large = 200;
const bounded = ', nslimit=1, nslimit1=1, mclimit=0.3';

/** The graph in DOT. Graphviz counts in points, 72 to an inch: one point is taken as one CSS pixel. */
export function toDot(pipeline: PipelineView): string {
  const known = new Set(pipeline.steps.map(({ name }) => name));
  const nodes = pipeline.steps.map(({ name }) => `${quote(name)} [width=${(nodeWidth(name) / 72).toFixed(4)}]`);
  const edges = pipeline.steps.flatMap(({ name, needs }) =>
    needs.filter((need) => known.has(need)).map((need) => `${quote(need)} -> ${quote(name)}`),
  );
  return [
    'digraph {',
    `graph [rankdir=TB, nodesep=0.35, ranksep=0.5, margin=0${nodes.length > large ? bounded : ''}]`,
    `node [shape=box, fixedsize=true, label="", height=${(nodeHeight / 72).toFixed(4)}]`,
    'edge [arrowhead=none]',
    ...nodes,
    ...edges,
    '}',
  ].join('\n');
}

/** Wide enough for the name; the page shortens what is longer still. */
function nodeWidth(name: string): number {
  return Math.round(Math.min(widest, Math.max(narrowest, name.length * characterWidth + besideText)));
}

/** A quoted DOT identifier: only the quote itself has a meaning inside, and a backslash at the end would take it away. */
function quote(name: string): string {
  return `"${name.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
