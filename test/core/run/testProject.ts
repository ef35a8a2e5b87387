// A real project in a temporary folder: real digester, cache, lock and planner; tasks are given ready-made.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type ProjectPaths, projectPaths } from '../../../src/core/base/paths';
import type { ContentStore } from '../../../src/core/cache/cache';
import { openContentStore } from '../../../src/core/cache/contentStore';
import { openDigester } from '../../../src/core/cache/digester';
import { readLock, writeLock } from '../../../src/core/cache/lockFile';
import { sha256 } from '../../../src/core/cache/sha256';
import type { Lock } from '../../../src/core/plan/lock';
import { makePlan } from '../../../src/core/plan/makePlan';
import type { Known, Selection } from '../../../src/core/plan/plan';
import type { PathState, Task, TaskOutput } from '../../../src/core/plan/task';
import { execute } from '../../../src/core/run/execute';
import type { ExecutablePlan, ExecuteOptions } from '../../../src/core/run/executeOptions';
import type { RunEvent } from '../../../src/core/run/events';
import { localExecutor } from '../../../src/core/run/executors/local';
import { interruptedTasks, readJournal } from '../../../src/core/run/journal';
import { recover } from '../../../src/core/run/recover';
import { until } from './until';

/** What a test says of a task; everything else has a plain default. */
export interface TaskText {
  readonly run?: string;
  readonly inputs?: readonly string[];
  readonly outputs?: readonly (string | (Partial<TaskOutput> & { readonly path: string }))[];
  readonly more?: Partial<Task>;
}

export type Tasks = Readonly<Record<string, TaskText>>;

/** Tasks in the order given; an input that another makes makes it needed. */
export function toTasks(texts: Tasks): readonly Task[] {
  const makers = new Map<string, string>();
  return Object.entries(texts).map(([id, { run = 'true', inputs = [], outputs = [], more }]): Task => {
    const needs = inputs.flatMap((path) => makers.get(path) ?? []);
    const made = outputs.map((output) => (typeof output === 'string' ? { path: output } : output));
    for (const { path } of made) makers.set(path, id);
    return {
      id,
      step: id.replace(/\[.*/, ''),
      matrix: {},
      matrixKey: '',
      action: { kind: 'command', command: run, workingDirectory: '.' },
      inputs: inputs.map((path) => ({ path, change: 'data', madeBy: makers.get(path) })),
      outputs: made.map((output) => ({ cache: true, persist: false, metrics: false, ...output })),
      params: {},
      env: {},
      secrets: [],
      resources: { cpus: 1, gpus: 0 },
      retries: { times: 0, backoffMs: 0 },
      executor: 'local',
      frozen: false,
      alwaysChanged: false,
      needs: [...new Set(needs)],
      place: { file: 'fairlead.yaml', line: 0, character: 0 },
      ...more,
    };
  });
}

export interface RunOptions {
  readonly selection?: Selection;
  readonly signal?: AbortSignal;
  readonly onEvent?: (event: RunEvent) => void;
  readonly more?: Partial<ExecuteOptions>;
}

export class TestProject {
  readonly root: string;
  readonly paths: ProjectPaths;
  readonly store: ContentStore;
  readonly #mounted: boolean;

  constructor(root = mkdtempSync(join(realpathSync(tmpdir()), 'fairlead-run-')), mounted = false) {
    this.root = root;
    this.#mounted = mounted;
    this.paths = projectPaths(root, 'fairlead.yaml');
    this.store = openContentStore(this.paths);
  }

  /** A project on a file system of its own that holds `size` (as `mount` takes it). Needs root. */
  static onSmallDisk(size: string): TestProject {
    const root = mkdtempSync(join(realpathSync(tmpdir()), 'fairlead-small-'));
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', root]);
    return new TestProject(root, true);
  }

  dispose(): void {
    if (this.#mounted) execFileSync('umount', [this.root]);
    rmSync(this.root, { recursive: true, force: true });
  }

  path(file: string): string {
    return join(this.root, file);
  }

  write(file: string, text: string): void {
    mkdirSync(dirname(this.path(file)), { recursive: true });
    writeFileSync(this.path(file), text);
  }

  /** The text of a file; undefined when it is missing. */
  read(file: string): string | undefined {
    return existsSync(this.path(file)) ? readFileSync(this.path(file), 'utf8') : undefined;
  }

  async lock(): Promise<Lock> {
    const lock = await readLock(this.paths);
    if (!lock.ok) throw new Error(lock.error.message);
    return lock.value;
  }

  journal(): readonly RunEvent[] {
    return readJournal(this.paths.journal);
  }

  /** A command that says it has started and then waits for `release`: concurrency without a clock. */
  waiting(name: string, then = 'true'): string {
    const fifo = this.path(`control/${name}`);
    mkdirSync(dirname(fifo), { recursive: true });
    if (!existsSync(fifo)) execFileSync('mkfifo', [fifo]);
    return `touch control/${name}.started; read answer < control/${name}; ${then}`;
  }

  started(name: string): Promise<void> {
    return until(() => existsSync(this.path(`control/${name}.started`)));
  }

  release(name: string): Promise<void> {
    return writeFile(this.path(`control/${name}`), 'go\n');
  }

  async plan(texts: Tasks, selection: Selection = {}): Promise<ExecutablePlan> {
    const tasks = toTasks(texts);
    const digested = await openDigester(this.paths).digest(
      tasks.flatMap(({ inputs, outputs }) => [...inputs, ...outputs].map(({ path }) => path)),
    );
    if (!digested.ok) throw new Error(digested.error.message);
    const missing: PathState = { kind: 'missing' };
    const known: Known = {
      pathState: (path) => digested.value.get(path) ?? missing,
      lock: await this.lock(),
      interrupted: interruptedTasks(this.journal()),
      cached: (fingerprint) => this.store.taskOutputs(fingerprint),
      directoryFiles: (digest) => this.store.directoryFiles(digest),
      sha256,
    };
    const plan = makePlan({ tasks, problems: [] }, known, selection);
    if (!plan.ok) throw new Error('a test selects existing steps');
    return { pipeline: { name: 'test' }, specDigest: sha256('spec'), plan: plan.value, known };
  }

  /** Recovers, plans and runs to the end, as the terminal does; answers every event. */
  async run(texts: Tasks, { selection, signal, onEvent, more }: RunOptions = {}): Promise<readonly RunEvent[]> {
    const recovered = await recover(this.paths);
    if (!recovered.ok) throw new Error(recovered.error.message);
    const events: RunEvent[] = [];
    const plan = await this.plan(texts, selection);
    for await (const event of execute(plan, this.options(more), signal ?? new AbortController().signal)) {
      events.push(event);
      onEvent?.(event);
    }
    return events;
  }

  options(more: Partial<ExecuteOptions> = {}): ExecuteOptions {
    return {
      paths: this.paths,
      digester: openDigester(this.paths),
      store: this.store,
      executorFor: (name) => (name === 'local' ? localExecutor({ graceMs: 200 }) : undefined),
      writeLock: (lock) => writeLock(this.paths, lock),
      machine: { cpus: 4, memoryBytes: 1 << 30, gpus: [], jobs: 4 },
      env: process.env,
      secret: () => undefined,
      ...more,
    };
  }
}

/** What happened to each task and to the whole, a line each, in order of ending. */
export function summary(events: readonly RunEvent[]): readonly string[] {
  return events.flatMap((event) => {
    switch (event.type) {
      case 'task-ended':
        return [`${event.task} ${outcomeText(event.outcome)}${event.willRetry ? ', again' : ''}`];
      case 'task-skipped':
        return [`${event.task} ${event.why}`];
      case 'execution-ended':
        return [outcomeText(event.outcome)];
      default:
        return [];
    }
  });
}

function outcomeText(outcome: Extract<RunEvent, { type: 'task-ended' }>['outcome']): string {
  return outcome.kind === 'failed' ? `failed: ${outcome.failure.kind}` : outcome.kind;
}
