// A task of type `fairlead` as tasks.json writes it, and the command line it stands for.
import type { PipelineView } from '../../protocol/pipelines';
import { taskType } from '../contributions';

/** As declared in `contributes.taskDefinitions`. */
export interface FairleadTask {
  readonly type: typeof taskType;
  /** Relative to the workspace folder; `fairlead.yaml` when absent. */
  readonly spec?: string;
  readonly step?: string;
  readonly from?: string;
  readonly until?: string;
  readonly force?: boolean;
  readonly args?: readonly string[];
}

/** Reads a definition that a user wrote in tasks.json: what has the wrong type is left out. */
export function toFairleadTask(definition: Readonly<Record<string, unknown>>): FairleadTask {
  const text = (key: string): string | undefined => {
    const value = definition[key];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  const args = definition.args;
  return {
    type: taskType,
    spec: text('spec'),
    step: text('step'),
    from: text('from'),
    until: text('until'),
    force: definition.force === true,
    args: Array.isArray(args) ? args.filter((arg) => typeof arg === 'string') : [],
  };
}

/** The arguments for the terminal program. `--wait`: when another run holds the pipeline, it says who and waits. */
export function cliArguments(task: FairleadTask, specPath: string, jobs: number | null): string[] {
  return [
    'run',
    '-f',
    specPath,
    '--wait',
    ...option('--only', task.step),
    ...option('--from', task.from),
    ...option('--until', task.until),
    ...(task.force ? ['--force'] : []),
    ...(jobs === null ? [] : ['--jobs', String(jobs)]),
    ...(task.args ?? []),
  ];
}

function option(name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [name, value];
}

/** `Run flights`, `train`, `from train`; the pipeline's name in front where a folder has several. */
export function taskName(task: FairleadTask, pipelineName: string, several: boolean): string {
  const { step, from, until, force } = task;
  const parts = [step, from && `from ${from}`, until && `until ${until}`].filter(Boolean);
  const what = parts.length === 0 ? `run ${pipelineName}` : `${several ? `${pipelineName}: ` : ''}${parts.join(' ')}`;
  return force ? `${what} (forced)` : what;
}

/** The tasks that a pipeline offers: itself, then each step. */
export function offeredTasks(pipeline: PipelineView, spec: string): readonly FairleadTask[] {
  const whole: FairleadTask = { type: taskType, spec };
  return [whole, ...pipeline.steps.map(({ name }): FairleadTask => ({ ...whole, step: name }))];
}
