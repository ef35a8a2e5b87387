// What other extensions may ask of this one: `extensions.getExtension('fairlead.fairlead').exports`. Reading only.
import type { Event } from '../core/base/event';
import type { PipelineView } from '../protocol/pipelines';
import type { Pipelines } from './pipelines/pipelines';
import { toTree, type TreeRow } from './tree/toTree';

/** Stable: members are added, never changed. */
export interface FairleadApi {
  /** Every pipeline of the window with its steps and their states. */
  pipelines(): readonly PipelineView[];
  /** The rows of the Pipelines view, as they are shown. */
  rows(): readonly TreeRow[];
  readonly onDidChangePipelines: Event<void>;
  /** How long activation took, in milliseconds. */
  readonly activationMs: number;
}

/** The extension's exports. */
export function makeApi(pipelines: Pipelines, activationMs: number): FairleadApi {
  return {
    pipelines: () => pipelines.all(),
    rows: () => toTree(pipelines.all()),
    onDidChangePipelines: pipelines.onDidChange,
    activationMs,
  };
}
