// Pipelines as the language server would tell them, written in a line.
import type { PipelineView, StepView, TaskState, TaskView } from '../../src/protocol/pipelines';

const uri = 'file:///w/fairlead.yaml';

export function task(id: string, state: TaskState, more: Partial<TaskView> = {}): TaskView {
  return { id, matrixKey: '', state, reasons: [], metrics: {}, ...more };
}

/** A step with one task, unless `tasks` says otherwise. */
export function step(name: string, state: TaskState, more: Partial<StepView> = {}): StepView {
  const place = { uri, line: 0, character: 2 };
  return { name, state, place, needs: [], tasks: [task(name, state)], ...more };
}

export function pipeline(steps: readonly StepView[], more: Partial<PipelineView> = {}): PipelineView {
  return { uri, specPath: '/w/fairlead.yaml', name: 'flights', errors: 0, steps, ...more };
}
