// Events -> runs on the disk, beside the execution: recording never stops it, and what was not recorded is made up for from
// the journal at the next start.
import { userInfo } from 'node:os';
import type { ProjectPaths } from '../base/paths';
import type { RunEvent } from '../run/events';
import { openJsonLinesRunStore } from '../track/jsonLinesRunStore';
import { contextOf, executionRunId, recordExecution, recordInto, type RunRecorder } from '../track/recorder';
import type { RunStore } from '../track/run';
import { readWorkingTree, type WorkingTree } from './workingTree';

/** Takes events as they come. */
export interface RunRecording {
  add(event: RunEvent): void;
  /** Settles when everything added so far is written. */
  flush(): Promise<void>;
  /** Flushes and lets go of the file. */
  close(): Promise<void>;
}

/** Begins a recording. Nothing is asked of Git and nothing opened until a task starts: a check that all is fresh leaves no trace. */
export function openRunRecording(paths: ProjectPaths): RunRecording {
  const early: RunEvent[] = [];
  let writing: Promise<Writer> | undefined;
  const isFirstStart = (event: RunEvent): boolean => writing === undefined && event.type === 'task-started';
  return {
    add(event) {
      if (writing !== undefined) {
        void writing.then((writer) => {
          writer.add(event);
        });
        return;
      }
      early.push(event);
      if (isFirstStart(event)) writing = readWorkingTree(paths.root).then((tree) => openWriter(paths, tree, early));
    },
    async flush() {
      await writing;
    },
    async close() {
      // Everything added before has been put in line before this.
      await writing?.then((writer) => {
        writer.close();
      });
    },
  };
}

/**
 * Records an execution that a crash left open, from its journal. Commit and user are those that it wrote down itself: the
 * working tree may be another by now.
 */
export function recordRecovered(paths: ProjectPaths, events: readonly RunEvent[]): void {
  const [first] = events;
  if (first?.type !== 'execution-started') return;
  quietly(() => {
    const store = openJsonLinesRunStore(paths.runsFile);
    const id = executionRunId(first.execution);
    const context = contextOf(store.list().find(({ run_id }) => run_id === id));
    for (const run of recordExecution(events, context)) store.write(run);
    store.close();
  });
}

interface Writer {
  add(event: RunEvent): void;
  close(): void;
}

function openWriter(paths: ProjectPaths, tree: WorkingTree, early: readonly RunEvent[]): Writer {
  let store: RunStore | undefined;
  let recorder: RunRecorder | undefined;
  quietly(() => {
    store = openJsonLinesRunStore(paths.runsFile);
    recorder = recordInto(store, { ...tree, user: userName() });
  });
  const add = (event: RunEvent): void => quietly(() => recorder?.add(event));
  early.forEach(add);
  return { add, close: () => quietly(() => store?.close()) };
}

function quietly(write: () => void): void {
  try {
    write();
  } catch {
    // A disk that refuses shows by the execution itself, which writes its journal to the same place.
  }
}

/** A container may run under a number that no name belongs to. */
function userName(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}
