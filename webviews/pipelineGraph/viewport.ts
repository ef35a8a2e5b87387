// Where the graph stands on the page: screen = graph * zoom + (x, y). Pure arithmetic.

/** `x` and `y` are where the graph's origin is drawn, in pixels of the page. */
export interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

const closest = 3;
const farthest = 0.04;
const margin = 24;

/** The whole graph in sight, never larger than life; centred, or at the top where it is small. */
export function fit(graph: Size, page: Size): Viewport {
  const room = { width: Math.max(1, page.width - 2 * margin), height: Math.max(1, page.height - 2 * margin) };
  const zoom = clamp(Math.min(1, room.width / Math.max(1, graph.width), room.height / Math.max(1, graph.height)));
  return {
    zoom,
    x: (page.width - graph.width * zoom) / 2,
    y: Math.max(margin, (page.height - graph.height * zoom) / 2),
  };
}

/** Zooms by a factor; the point of the graph under `at` stays where it is. */
export function zoomAt(view: Viewport, factor: number, at: { readonly x: number; readonly y: number }): Viewport {
  const zoom = clamp(view.zoom * factor);
  const scale = zoom / view.zoom;
  return { zoom, x: at.x - (at.x - view.x) * scale, y: at.y - (at.y - view.y) * scale };
}

export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** Moves only as far as needed to bring a box into sight. */
export function reveal(
  view: Viewport,
  box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number },
  page: Size,
): Viewport {
  const shift = (centre: number, size: number, offset: number, room: number): number => {
    const from = (centre - size / 2) * view.zoom + offset - margin;
    const to = (centre + size / 2) * view.zoom + offset + margin;
    if (from < 0) return -from;
    return to > room ? Math.max(-from, room - to) : 0;
  };
  return panBy(view, shift(box.x, box.width, view.x, page.width), shift(box.y, box.height, view.y, page.height));
}

/** Reads what was kept; anything else is no viewport. */
export function toViewport(value: unknown): Viewport | undefined {
  if (typeof value !== 'object' || value === null || !('x' in value) || !('y' in value) || !('zoom' in value))
    return undefined;
  const { x, y, zoom } = value;
  if (typeof x !== 'number' || typeof y !== 'number' || typeof zoom !== 'number') return undefined;
  return Number.isFinite(x + y + zoom) && zoom > 0 ? { x, y, zoom: clamp(zoom) } : undefined;
}

function clamp(zoom: number): number {
  return Math.min(closest, Math.max(farthest, zoom));
}
