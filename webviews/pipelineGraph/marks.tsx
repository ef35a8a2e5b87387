// A mark and a word for each state, so that no state is told by its colour alone. Drawn in a 16 by 16 box.
import type { JSX } from 'preact';
import type { TaskState } from '../../src/protocol/pipelines';

/** In the order of the legend. */
export const stateWords: Readonly<Record<TaskState, string>> = {
  running: 'Running',
  queued: 'Queued',
  failed: 'Failed',
  blocked: 'Blocked',
  stale: 'Stale',
  restorable: 'Restorable',
  fresh: 'Fresh',
  unknown: 'Unknown',
};

const ring = <circle cx="8" cy="8" r="6.2" />;

const marks: Readonly<Record<TaskState, JSX.Element>> = {
  fresh: (
    <>
      {ring}
      <path d="M5.2 8.2 7.2 10.2 11 6" />
    </>
  ),
  stale: (
    <>
      <circle cx="8" cy="8" r="6.2" stroke-dasharray="2.6 2.3" />
      <path d="M8 5v3.200l2 1.300" />
    </>
  ),
  restorable: <path d="M3 5.500a6 6 0 1 1-1 3.500M2.500 2v3.700h3.700" />,
  queued: (
    <>
      <path d="M4.500 2.500h7M4.500 13.500h7M5.200 2.500c0 3.500 5.600 4 5.600 5.500s-5.600 2-5.600 5.500M10.800 2.500c0 3.500-5.600 4-5.600 5.500s5.600 2 5.600 5.500" />
    </>
  ),
  running: (
    <>
      <circle cx="8" cy="8" r="6.2" opacity="0.3" />
      <path class="spin" d="M8 1.800a6.200 6.200 0 0 1 6.200 6.200" />
    </>
  ),
  failed: (
    <>
      <path class="filled" d="M5.300 1.500h5.400l3.800 3.800v5.400l-3.800 3.800H5.300L1.500 10.700V5.300z" />
      <path class="on-filled" d="m5.600 5.600 4.800 4.800m0-4.800-4.800 4.800" />
    </>
  ),
  blocked: (
    <>
      {ring}
      <path d="m3.700 3.700 8.600 8.600" />
    </>
  ),
  unknown: <path d="M5.800 6a2.200 2.200 0 1 1 3.300 1.900c-.8.5-1.100.9-1.100 1.700M8 11.800v.4" />,
};

/** The mark as an SVG group; the colour is the surrounding `color`. */
export function Mark({ state }: { readonly state: TaskState }): JSX.Element {
  return (
    <g class="mark" aria-hidden="true">
      {marks[state]}
    </g>
  );
}

/** The mark as an image of its own, for HTML. */
export function MarkIcon({ state }: { readonly state: TaskState }): JSX.Element {
  return (
    <svg class={`mark-icon state-${state}`} width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <Mark state={state} />
    </svg>
  );
}
