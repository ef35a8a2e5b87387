// The drawing, and the hands on it: mouse, wheel, keyboard.
import { useComputed } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { GraphEdge, GraphLayout } from '../../src/protocol/graph';
import { neighbour, type Direction } from './navigation';
import { StepNode } from './StepNode';
import type { GraphActions } from './actions';
import type { GraphStore } from './store';
import { panBy, reveal, zoomAt } from './viewport';

export interface GraphCanvasProps {
  readonly store: GraphStore;
  readonly layout: GraphLayout;
  readonly actions: GraphActions;
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'first',
  End: 'last',
};

/** Below this zoom texts could not be read: they are left out, and a thousand steps draw faster. */
const legible = 0.4;

/** The graph as SVG. */
export function GraphCanvas({ store, layout, actions }: GraphCanvasProps): JSX.Element {
  const svg = useRef<SVGSVGElement>(null);
  useSize(svg, store);
  useWheel(svg, store);
  const transform = useComputed(() => {
    const { x, y, zoom } = store.viewport.value;
    return `translate(${x} ${y}) scale(${zoom})`;
  });
  const reach = useComputed(() => (store.viewport.value.zoom < legible ? 'canvas far' : 'canvas'));
  return (
    <svg
      ref={svg}
      class={reach}
      role="application"
      aria-label="Pipeline graph. Arrow keys move along its edges, Enter opens a step, Space says why it has to run, R runs it."
      onKeyDown={(event) => onKey(event, store, layout, actions)}
      onPointerDown={(event) => startPan(event, store)}
      onDblClick={(event) => {
        if (event.target === event.currentTarget) actions.fit();
      }}
    >
      <defs>
        <marker
          id="arrow"
          viewBox="0 0 8 8"
          refX="7"
          refY="4"
          markerUnits="userSpaceOnUse"
          markerWidth="9"
          markerHeight="9"
          orient="auto-start-reverse"
        >
          <path class="arrow" d="M0 0.500 8 4 0 7.500z" />
        </marker>
      </defs>
      <g transform={transform}>
        <g aria-hidden="true">
          {layout.edges.map((edge) => (
            <EdgeCurve key={`${edge.from}\n${edge.to}`} edge={edge} store={store} />
          ))}
        </g>
        {layout.nodes.map((node) => (
          <StepNode key={node.step} node={node} store={store} onOpen={actions.open} />
        ))}
      </g>
    </svg>
  );
}

function EdgeCurve({ edge, store }: { readonly edge: GraphEdge; readonly store: GraphStore }): JSX.Element {
  const near = useComputed(() =>
    store.selected.value === edge.from || store.selected.value === edge.to ? 'edge near' : 'edge',
  );
  const [start, ...rest] = edge.points;
  const path = start ? `M${start.join(' ')}C${rest.map((point) => point.join(' ')).join(' ')}` : '';
  return <path class={near} d={path} marker-end="url(#arrow)" />;
}

function onKey(event: KeyboardEvent, store: GraphStore, layout: GraphLayout, actions: GraphActions): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = store.entry.value;
  if (step === undefined) return;
  const direction = directions[event.key];
  if (direction) focusStep(store, neighbour(layout, step, direction));
  else if (event.key === 'Enter') actions.open(step);
  else if (event.key === ' ') actions.explain(step);
  else if (event.key === 'r') actions.run(step);
  else if (event.key === '+' || event.key === '=') actions.zoom(1.25);
  else if (event.key === '-') actions.zoom(0.8);
  else if (event.key === '0' || event.key === 'f') actions.fit();
  else return;
  event.preventDefault();
}

function focusStep(store: GraphStore, step: string | undefined): void {
  const node = store.model.value?.layout.nodes.find((candidate) => candidate.step === step);
  if (!node) return;
  const view = store.viewport.value;
  const moved = reveal(view, node, store.page.value);
  if (moved.x !== view.x || moved.y !== view.y) store.placed.value = moved;
  document.getElementById(`step-${node.step}`)?.focus();
}

/** Drags the paper, not the boxes: a press on a box is a click. */
function startPan(event: PointerEvent, store: GraphStore): void {
  const canvas = event.currentTarget;
  if (!(canvas instanceof SVGSVGElement) || event.button !== 0) return;
  if (event.target instanceof Element && event.target.closest('.node')) return;
  const from = { x: event.clientX, y: event.clientY, view: store.viewport.value };
  const onMove = (move: PointerEvent): void => {
    store.placed.value = panBy(from.view, move.clientX - from.x, move.clientY - from.y);
  };
  const onUp = (): void => {
    canvas.classList.remove('panning');
    canvas.removeEventListener('pointermove', onMove);
    canvas.removeEventListener('pointerup', onUp);
    canvas.removeEventListener('pointercancel', onUp);
  };
  canvas.setPointerCapture(event.pointerId);
  canvas.classList.add('panning');
  canvas.addEventListener('pointermove', onMove);
  canvas.addEventListener('pointerup', onUp);
  canvas.addEventListener('pointercancel', onUp);
}

function useSize(svg: { readonly current: SVGSVGElement | null }, store: GraphStore): void {
  useEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(() => {
      store.page.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [svg, store]);
}

/** Preact's wheel listener would be passive, and a passive listener cannot keep the page from scrolling. */
function useWheel(svg: { readonly current: SVGSVGElement | null }, store: GraphStore): void {
  useEffect(() => {
    const element = svg.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      const at = { x: event.clientX - box.left, y: event.clientY - box.top };
      // A trackpad pans with two fingers and sends ctrlKey for a pinch; a mouse wheel zooms.
      const trackpad = !event.ctrlKey && event.deltaX !== 0;
      store.placed.value = trackpad
        ? panBy(store.viewport.value, -event.deltaX, -event.deltaY)
        : zoomAt(store.viewport.value, Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0015)), at);
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [svg, store]);
}
