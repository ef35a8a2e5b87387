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

/**
 * The graph in DOT. Graphviz counts in points, 72 to an inch: one point is taken as one CSS pixel. Nodes are numbers, the step's place
 * in the pipeline, since no name can be misread then; the names are comments, so that a renamed step is another graph.
 */
export function toDot({ steps }: PipelineView): string {
  const numbers = new Map(steps.map(({ name }, number) => [name, number]));
  const nodes = steps.map(
    ({ name }, number) => `${number} [width=${(nodeWidth(name) / 72).toFixed(4)}] // ${JSON.stringify(name)}`,
  );
  const edges = steps.flatMap(({ needs }, number) =>
    needs.flatMap((need) => {
      const from = numbers.get(need);
      return from === undefined ? [] : [`${from} -> ${number}`];
    }),
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
