// The Pipeline graph panel: the host lays out, the view draws.
import type { TaskState } from './pipelines';

/** A step's box, centre and size in the layout's units (1 unit = 1 CSS pixel at zoom 1), y downward. */
export interface GraphNode {
  readonly step: string;
  readonly phase?: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An edge as a cubic Bezier path: the first point, then three points a segment. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly points: readonly (readonly [number, number])[];
}

export interface GraphLayout {
  readonly width: number;
  readonly height: number;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
}

export interface GraphStepState {
  readonly step: string;
  readonly state: TaskState;
  /** `3/6 fresh`, `running 12 s`, or the first reason. */
  readonly detail: string;
  readonly reasons: readonly string[];
}

export interface GraphModel {
  readonly pipeline: string;
  readonly layout: GraphLayout;
  readonly states: readonly GraphStepState[];
  readonly problem?: string;
}

/** What the view may ask of the host. */
export interface GraphHost {
  load(): GraphModel | undefined;
  revealStep(step: string): void;
  runStep(step: string): void;
  runPipeline(): void;
  stopPipeline(): void;
  explainStep(step: string): void;
}

/** What the host tells the view. */
export interface GraphView {
  /** The graph itself changed. */
  graphChanged(model: GraphModel): void;
  /** Only states changed: no new layout. */
  statesChanged(states: readonly GraphStepState[]): void;
}
