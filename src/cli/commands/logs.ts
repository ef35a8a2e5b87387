// `fairlead logs`: the last log of a step or task, and with --follow what is added while it runs.
import { createReadStream, existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ProjectPaths } from '../../core/base/paths';
import type { RunEvent } from '../../core/run/events';
import { readJournal } from '../../core/run/journal';
import { lockHolder } from '../../core/run/writerLock';
import { exitCodes, type ExitCode } from '../exitCodes';
import { openProjectAt } from '../openProjectAt';
import type { Command, Shell } from '../shell';
import { displayPath } from '../show/problemLine';

/** As the command line gives them. */
export interface LogsOptions {
  readonly step: string;
  readonly file?: string;
  readonly follow?: boolean;
  readonly json?: boolean;
}

type Attempt = Extract<RunEvent, { type: 'task-started' }>;

/** Logs grow by themselves; four looks a second are soon enough for a person. */
const followMs = 250;

/** Prints the log of the last attempt that began. */
export const logs: Command<LogsOptions> = async ({ step, file, follow = false, json = false }, shell) => {
  const opened = openProjectAt(file, json, shell);
  if (!opened.ok) return opened.error;
  const { paths } = opened.value.project;
  const attempts = attemptsOf(step, paths);
  const last = attempts.at(-1);
  if (last === undefined)
    return refuse(`No task of "${step}" ever ran here; "fairlead plan --all" lists the tasks.`, json, shell);
  const log = join(paths.root, last.log);
  if (!existsSync(log)) return refuse(`The log ${displayPath(log, shell.cwd)} is not there any more.`, json, shell);
  if (json) {
    const { task, attempt, time } = last;
    shell.out.write(`${JSON.stringify({ task, attempt, started: time, log, running: isRunning(last, paths) })}\n`);
    return exitCodes.done.code;
  }
  nameOthers(step, last, attempts, shell);
  await print(log, () => follow && isRunning(last, paths), shell);
  return exitCodes.done.code;
};

/** Oldest first. */
function attemptsOf(name: string, paths: ProjectPaths): readonly Attempt[] {
  return readJournal(paths.journal).filter(
    (event): event is Attempt => event.type === 'task-started' && (event.task === name || event.step === name),
  );
}

/** A step with a matrix has a log per task; which one this is must not be a guess. */
function nameOthers(step: string, { task }: Attempt, attempts: readonly Attempt[], { err }: Shell): void {
  const others = new Set(attempts.filter((one) => one.task !== task).map((one) => one.task));
  if (task === step || others.size === 0) return;
  err.write(`This is the log of ${task}; there are also: ${[...others].join(', ')}\n`);
}

/** Copies the file, and while `more` says so what is added to it. Nobody reading any more ends it. */
async function print(path: string, more: () => boolean, { out }: Shell): Promise<void> {
  let printed = 0;
  // A character may be cut in two between one look and the next.
  const decoder = new TextDecoder();
  for (;;) {
    // Asked before reading: what was written just before the end is then still read.
    const again = more();
    const size = statSync(path, { throwIfNoEntry: false })?.size ?? printed;
    if (size > printed) {
      const part: AsyncIterable<Buffer> = createReadStream(path, { start: printed, end: size - 1 });
      for await (const chunk of part) out.write(decoder.decode(chunk, { stream: true }));
      printed = size;
    }
    if (!again || out.closed.aborted) return;
    await delay(followMs, undefined, { signal: out.closed }).catch(() => undefined);
  }
}

/** The journal has no end of the attempt, and whoever writes it is alive. */
function isRunning({ attemptId }: Attempt, paths: ProjectPaths): boolean {
  const ended = readJournal(paths.journal).some(
    (event) => event.type === 'task-ended' && event.attemptId === attemptId,
  );
  return !ended && lockHolder(paths.writerLock) !== undefined;
}

function refuse(message: string, json: boolean, { out, err }: Shell): ExitCode {
  if (json) out.write(`${JSON.stringify({ error: { kind: 'no-log', message } })}\n`);
  err.write(`${message}\n`);
  return exitCodes.usage.code;
}
