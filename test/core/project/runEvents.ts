// Runs a project in a test and tells what happened, in short.
import { openProject } from '../../../src/core/project/openProject';
import { runProject, type RunProjectOptions } from '../../../src/core/project/runProject';
import type { RunEvent } from '../../../src/core/run/events';
import type { TemporaryProject } from '../cache/temporaryProject';

/** All events of a run; a run that cannot start fails the test. */
export async function runToEnd(
  project: TemporaryProject,
  options: Partial<RunProjectOptions> = {},
): Promise<RunEvent[]> {
  const opened = openProject(project.paths.root, project.paths.specFile, { program: 'test' });
  const started = await runProject(opened, { selection: {}, ...options }, new AbortController().signal);
  if (!started.ok) throw new Error(JSON.stringify(started.error));
  const events: RunEvent[] = [];
  for await (const event of started.value) events.push(event);
  return events;
}

/** `prepare succeeded`, `train fresh`: how each task ended. */
export function endings(events: readonly RunEvent[]): string[] {
  return events
    .flatMap((event) => {
      if (event.type === 'task-ended') return [`${event.task} ${event.outcome.kind}`];
      return event.type === 'task-skipped' ? [`${event.task} ${event.why}`] : [];
    })
    .sort();
}
