// `fairlead run`: the loop between the core's events and what the user sees, and how the run ends for a script.
import type { Project } from '../../core/project/project';
import { runProject, type RunProjectFailure } from '../../core/project/runProject';
import type { RunEvent } from '../../core/run/events';
import type { Place } from '../../core/spec/pipeline';
import { exitCodes, type ExitCode } from '../exitCodes';
import { listenForInterrupts } from '../interrupt';
import { openProjectAt, type OpenedProject } from '../openProjectAt';
import { openRunView, type RunView } from '../progress/runView';
import { showSummary } from '../progress/summary';
import { TallyCounter, type Tally } from '../progress/tally';
import { resumeCommand } from '../resumeCommand';
import { toSelection, type SelectionOptions } from '../selection';
import type { Command, Shell } from '../shell';
import { reportHeld } from '../show/held';
import { reportProjectFailure } from '../show/projectFailure';
import { taskProblems } from '../show/taskProblems';
import { plan } from './plan';

/** As the command line gives them. */
export interface RunOptions extends SelectionOptions {
  readonly file?: string;
  readonly jobs?: number;
  readonly keepGoing?: boolean;
  readonly dryRun?: boolean;
  readonly wait?: boolean;
  readonly hardlinks?: boolean;
  readonly json?: boolean;
}

/** Runs what is not fresh. */
export const run: Command<RunOptions> = async (options, shell) => {
  if (options.dryRun === true) return plan(options, shell);
  const opened = openProjectAt(options.file, options.json ?? false, shell, options);
  return opened.ok ? runOpened(opened.value, options, shell) : opened.error;
};

async function runOpened({ project, source }: OpenedProject, options: RunOptions, shell: Shell): Promise<ExitCode> {
  const json = options.json ?? false;
  const places = new StepPlaces(project);
  const view = openRunView(json, {
    out: shell.out,
    err: shell.err,
    problems: (event) => taskProblems(event, places.known(event.task), source.root, shell.cwd),
  });
  const counter = new TallyCounter();
  const interrupts = listenForInterrupts(
    (signal) => view.say(stoppingText(signal)),
    () => view.say('Killing what still runs.'),
  );
  try {
    const started = await runProject(project, toRunOptions(options, view, interrupts.kill), interrupts.stop);
    if (!started.ok) {
      view.close();
      return reportRunFailure(started.error, { project, source }, json, shell);
    }
    for await (const event of started.value) {
      if (failedForGood(event)) await places.load();
      counter.add(event);
      view.event(event);
    }
  } finally {
    interrupts.dispose();
    view.close();
  }
  const { tally } = counter;
  if (!json)
    showSummary(tally, { root: source.root, cwd: shell.cwd, resume: resumeCommand(options, tally) }, shell.out);
  return exitCodeOf(tally);
}

/** Who sent another signal sits at no keyboard. */
function stoppingText(signal: string): string {
  const again = signal === 'Ctrl-C' ? ' Ctrl-C again kills them.' : '';
  return `${signal}: stopping; running steps get time to end.${again}`;
}

function toRunOptions(options: RunOptions, view: RunView, kill: AbortSignal) {
  return {
    selection: toSelection(options),
    jobs: options.jobs,
    keepGoing: options.keepGoing ?? false,
    wait: options.wait ?? false,
    onWaiting: (message: string) => view.say(`Waiting: the pipeline is ${message}.`),
    kill,
  };
}

function reportRunFailure(failure: RunProjectFailure, opened: OpenedProject, json: boolean, shell: Shell): ExitCode {
  switch (failure.kind) {
    case 'held':
      return reportHeld(failure, 'Nothing ran (--wait waits)', json, shell);
    case 'cancelled':
      shell.err.write('Stopped before anything ran.\n');
      return exitCodes.cancelled.code;
    default:
      return reportProjectFailure(failure, opened.source, json, shell);
  }
}

const failedForGood = (event: RunEvent) =>
  event.type === 'task-ended' && event.outcome.kind === 'failed' && !event.willRetry;

/** A full or read-only disk is told apart from a step's own failure: scripts treat them differently. */
function exitCodeOf({ outcome, failed }: Tally): ExitCode {
  if (outcome?.kind === 'succeeded') return exitCodes.done.code;
  if (outcome?.kind === 'cancelled') return exitCodes.cancelled.code;
  const failures = [...failed.map(({ failure }) => failure), ...(outcome === undefined ? [] : [outcome.failure])];
  return failures.some(({ kind }) => kind === 'io') ? exitCodes.disk.code : exitCodes.failed.code;
}

/** The lines of steps in the spec: read only when a step failed, since most runs never ask. */
class StepPlaces {
  readonly #project: Project;
  #places: ReadonlyMap<string, Place> | undefined;

  constructor(project: Project) {
    this.#project = project;
  }

  async load(): Promise<void> {
    if (this.#places !== undefined) return;
    const read = await this.#project.pipeline();
    this.#places = new Map(read.ok ? read.value.pipeline.steps.map(({ name, place }) => [name, place]) : []);
  }

  /** The place of a task's step: a task is named `step` or `step[…]`. */
  known(task: string): Place | undefined {
    return this.#places?.get(task.replace(/\[.*$/, ''));
  }
}
