// One attempt at a task: set the old outputs aside, run, check, keep; or put everything back.
import { cpSync, constants, existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { err, ok, type Result } from '../base/result';
import type { IoFailure } from '../cache/cache';
import { commandText } from '../plan/commandText';
import type { Task } from '../plan/task';
import type { Reason } from '../plan/verdict';
import { putBack, removeAttempt, setAside } from './attemptFolder';
import type { Outcome, TaskFailure, Usage } from './events';
import { type Execution, newAttemptId } from './execution';
import type { JobEnd } from './executor';
import { failureText } from './failureText';
import { attemptIo } from './ioFailure';
import { pickBest } from './pickBest';
import { publish } from './publish';
import { readTail } from './readTail';
import type { Judged } from './rejudge';
import { stepEnvironment } from './stepEnvironment';
import { newLog, note } from './taskLog';
import { failedLine } from './traceback';

/** What an attempt starts from. */
export interface AttemptStart {
  readonly task: Task;
  /** From 1. */
  readonly number: number;
  readonly reasons: readonly Reason[];
  readonly judged: Result<Judged, TaskFailure>;
  /** GPUs that were assigned; undefined when the task claims none. */
  readonly gpus: readonly string[] | undefined;
  /** Said in the log before the command's own words. */
  readonly remark?: string;
  willRetry(failure: TaskFailure): boolean;
}

/** An attempt under way. */
export interface Attempt extends AttemptStart {
  readonly id: string;
  /** Absolute: `work/<id>`. */
  readonly folder: string;
  /** Absolute. */
  readonly log: string;
}

/** Runs it to its end; all events are emitted, and nothing of it is left but its log and, when it failed, partial outputs. */
export async function runAttempt(start: AttemptStart, run: Execution): Promise<Outcome> {
  const id = newAttemptId(run.id);
  const { paths } = run.options;
  const log = newLog(paths.logsDir, start.task.id, id);
  const attempt: Attempt = { ...start, id, folder: join(paths.workDir, id), log: log.ok ? log.value : '' };
  const begun = Date.now();
  const started = run.emit(startedEvent(attempt, begun, run));
  const end = !started.ok
    ? ioEnd(started.error, begun)
    : log.ok
      ? await work(attempt, run, begun)
      : ioEnd(log.error, begun);
  const published = end.result.ok ? await publish(attempt, end.usage, run) : end.result;
  if (published.ok) {
    // What cannot be removed is removed by the next start, which knows that the attempt succeeded.
    attemptIo(attempt.folder, () => {
      removeAttempt(attempt.folder);
    });
    return { kind: 'succeeded' };
  }
  return fail(attempt, published.error, end.usage, run);
}

function startedEvent({ task, number, id, judged, reasons, log }: Attempt, time: number, run: Execution) {
  return {
    type: 'task-started' as const,
    time,
    task: task.id,
    step: task.step,
    attempt: number,
    attemptId: id,
    matrix: task.matrix,
    params: task.params,
    command: commandText(task.action),
    fingerprint: judged.ok ? judged.value.fingerprint : undefined,
    reasons,
    log: log === '' ? '' : relative(run.options.paths.root, log).replaceAll('\\', '/'),
    outputs: task.outputs.map(({ path }) => path),
  };
}

/** Everything up to the end of the command. */
async function work(attempt: Attempt, run: Execution, begun: number): Promise<JobEnd> {
  const { task, judged } = attempt;
  const { paths } = run.options;
  const failed = (failure: TaskFailure): JobEnd => ({ result: err(failure), usage: { wallMs: Date.now() - begun } });
  if (attempt.remark !== undefined) note(attempt.log, attempt.remark);
  if (!judged.ok) return failed(judged.error);
  const missing = task.inputs.find(({ path }) => (judged.value.states.get(path)?.kind ?? 'missing') === 'missing');
  if (missing !== undefined) return failed({ kind: 'missing-input', path: missing.path });
  const env = stepEnvironment(task, {
    root: paths.root,
    attemptId: attempt.id,
    folder: attempt.folder,
    inherited: run.options.env,
    secret: (name) => run.options.secret(name),
    extra: run.options.taskEnv?.(task, run.id) ?? {},
    gpus: attempt.gpus,
  });
  if (!env.ok) return failed(env.error);
  const aside = setAside(paths.root, attempt.folder, task.outputs);
  if (!aside.ok) return failed({ kind: 'io', ...aside.error });
  if (task.action.kind === 'pick') {
    const picked = await pick(attempt, task.action, paths.root);
    return picked.ok ? { result: picked, usage: { wallMs: Date.now() - begun } } : failed(picked.error);
  }
  const executor = run.options.executorFor(task.executor);
  if (executor === undefined)
    return failed({ kind: 'spawn', message: `there is no executor named '${task.executor}'` });
  return executor.run(
    {
      attemptId: attempt.id,
      command: task.action.command,
      workingDirectory: join(paths.root, task.action.workingDirectory),
      env: env.value,
      log: attempt.log,
      timeoutMs: task.timeoutMs,
    },
    run.stop,
    run.options.kill,
  );
}

async function pick(
  { log }: Attempt,
  action: Extract<Task['action'], { kind: 'pick' }>,
  root: string,
): Promise<Result<void, TaskFailure>> {
  const picked = await pickBest(root, action);
  if (!picked.ok) return err({ kind: 'pick', message: picked.error });
  const { best, table } = picked.value;
  note(log, `picked ${best.task} (${action.best} ${action.by}): ${best.output} -> ${action.as}\n${table}`);
  const copied = attemptIo(join(root, action.as), () => {
    cpSync(join(root, best.output), join(root, action.as), {
      recursive: true,
      verbatimSymlinks: true,
      mode: constants.COPYFILE_FICLONE,
    });
  });
  return copied.ok ? ok(undefined) : err({ kind: 'io', ...copied.error });
}

function fail(attempt: Attempt, failure: TaskFailure, usage: Usage, run: Execution): Outcome {
  const { task, id, folder, log, number } = attempt;
  const { root } = run.options.paths;
  const cancelled = failure.kind === 'interrupted' && run.stop.aborted;
  const outcome: Outcome = cancelled ? { kind: 'cancelled' } : { kind: 'failed', failure };
  const at = failure.kind === 'exit' ? failedLine(readTail(log, 1 << 16), root, workingDirectory(task)) : undefined;
  note(log, cancelled ? 'Cancelled; the old outputs are in place.' : failureText(failure));
  const back = putBack(root, folder);
  // What could not be put back stays in the folder with its list; the next start tries again.
  if (!back.ok) note(log, `${back.error.message}. The old outputs are in ${folder}; the next run puts them back.`);
  else if (!existsSync(join(folder, 'partial'))) removeAttempt(folder);
  // With a full disk this has room, since what was put back has left its blocks.
  run.emit({
    type: 'task-ended',
    time: Date.now(),
    task: task.id,
    attempt: number,
    attemptId: id,
    outcome,
    usage,
    metrics: {},
    willRetry: !cancelled && attempt.willRetry(failure),
    ...(at === undefined ? {} : { at }),
  });
  return outcome;
}

function workingDirectory({ action }: Task): string {
  return action.kind === 'command' ? action.workingDirectory : '';
}

function ioEnd(failure: IoFailure, begun: number): JobEnd {
  return { result: err({ kind: 'io', ...failure }), usage: { wallMs: Date.now() - begun } };
}
