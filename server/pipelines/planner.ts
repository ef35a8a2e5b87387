// The worker's heart: knows the specs, plans one at a time, follows their executions, and says when a view changed.
import type { Disposable } from '../../src/core/base/scope';
import type { RunEvent } from '../../src/core/run/events';
import type { PipelineView } from '../../src/protocol/pipelines';
import { faultText } from '../guard';
import { baseName, isOwnState, isSpecName, parentOf, pathToUri, relativeTo } from '../paths';
import { Throttle } from '../throttle';
import { ExecutionState } from './executionState';
import type { FromPlanWorker, ToPlanWorker, WatchPattern } from './messages';
import { toPipelineView, type PipelineFacts } from './toPipelineView';
import { watchPatterns } from './watchPatterns';

/** What planning a spec brought to light. */
export type Planned = Pick<PipelineFacts, 'pipeline' | 'plan' | 'problem' | 'errors'>;

/** What the planner needs done on the disk; tests hand in their own. */
export interface PlannerParts {
  findSpecs(folders: readonly string[], exclude: readonly string[]): Promise<readonly string[]>;
  /** Reads and plans the spec at an absolute path; undefined when it is gone. */
  plan(specPath: string): Promise<Planned | undefined>;
  /** Tells past and coming events of a spec's executions, in their order. */
  follow(specPath: string, listener: (event: RunEvent) => void): Disposable;
  /** Whether a process is executing steps of the spec now. */
  isExecuting(specPath: string): boolean;
  post(message: FromPlanWorker): void;
}

/** How often views are sent while steps run: often enough to look live, seldom enough to cost nothing. */
const VIEW_INTERVAL_MS = 250;

/** How often it is looked whether the process of an execution still lives: one that was killed writes no last event. */
const LIVENESS_INTERVAL_MS = 2000;

interface TrackedSpec {
  readonly specPath: string;
  readonly executions: ExecutionState;
  following: Disposable;
  planned: Planned;
  /** Counts events, to know whether some came while a plan was being made. */
  events: number;
  eventsAtPlan: number;
  /** The view as last sent. */
  sent?: string | undefined;
}

/** Plans the specs of a workspace. */
export class Planner implements Disposable {
  readonly #parts: PlannerParts;
  readonly #specs = new Map<string, TrackedSpec>();
  readonly #waiting = new Set<string>();
  readonly #views = new Throttle<TrackedSpec>(VIEW_INTERVAL_MS, (specs) => this.#sendViews(specs));
  #search: { readonly folders: readonly string[]; readonly exclude: readonly string[] } = { folders: [], exclude: [] };
  /** Everything that plans or searches runs after the other: they share the disk, and plans of one spec must not cross. */
  #work: Promise<void> = Promise.resolve();
  #sentPatterns = '[]';
  readonly #liveness: NodeJS.Timeout;

  constructor(parts: PlannerParts) {
    this.#parts = parts;
    this.#liveness = setInterval(() => this.closeDeadExecutions(), LIVENESS_INTERVAL_MS);
    this.#liveness.unref();
  }

  receive(message: ToPlanWorker): void {
    switch (message.type) {
      case 'search':
        this.#search = message;
        this.#then(async () => {
          await this.#searchAgain();
          for (const spec of [...this.#specs.values()]) await this.#planWaiting(spec.specPath);
          // Whoever waits for the search gets all that it brought, not what the last interval let through.
          this.#sendViews([...this.#specs.values()]);
          this.#parts.post({ type: 'searched' });
        });
        break;
      case 'changed':
        this.#changed(message.paths);
        break;
      case 'refresh':
        this.#then(async () => {
          this.#waiting.add(message.specPath);
          const view = await this.#planWaiting(message.specPath);
          this.#parts.post({ type: 'refreshed', id: message.id, view });
        });
        break;
    }
  }

  /** Ends, for the views, what a killed process left open. */
  closeDeadExecutions(): void {
    for (const spec of this.#specs.values()) {
      const { running } = spec.executions;
      if (running === undefined || this.#parts.isExecuting(spec.specPath)) continue;
      const outcome = { kind: 'failed', failure: { kind: 'interrupted' } } as const;
      this.#heard(spec, { type: 'execution-ended', time: Date.now(), execution: running.execution, outcome });
    }
  }

  dispose(): void {
    clearInterval(this.#liveness);
    this.#views.dispose();
    for (const { following } of this.#specs.values()) following.dispose();
  }

  #changed(paths: readonly string[]): void {
    const relevant = paths.filter((path) => !isOwnState(path));
    const specsCameOrWent = relevant.some((path) => isSpecName(baseName(path)) && !this.#specs.has(path));
    if (specsCameOrWent) this.receive({ type: 'search', ...this.#search });
    for (const spec of this.#specs.values()) {
      // While steps run, files change all the time; the end of the execution brings one new plan for all of it.
      if (spec.executions.running !== undefined) continue;
      if (relevant.some((path) => relativeTo(parentOf(spec.specPath), path) !== undefined))
        this.#planSoon(spec.specPath);
    }
  }

  #planSoon(specPath: string): void {
    if (this.#waiting.has(specPath)) return;
    this.#waiting.add(specPath);
    this.#then(async () => {
      await this.#planWaiting(specPath);
    });
  }

  #then(work: () => Promise<void>): void {
    this.#work = this.#work.then(work).catch((error: unknown) => {
      this.#parts.post({ type: 'fault', message: faultText(error) });
    });
  }

  async #searchAgain(): Promise<void> {
    const found = await this.#parts.findSpecs(this.#search.folders, this.#search.exclude);
    for (const specPath of this.#specs.keys()) if (!found.includes(specPath)) this.#forget(specPath);
    for (const specPath of found.toSorted(namesakesFirst)) {
      if (this.#specs.has(specPath)) continue;
      this.#track(specPath);
      this.#waiting.add(specPath);
    }
  }

  /** Plans a spec unless it was already planned since it was asked for. */
  async #planWaiting(specPath: string): Promise<PipelineView | undefined> {
    if (!this.#waiting.delete(specPath)) return undefined;
    const spec = this.#specs.get(specPath) ?? this.#track(specPath);
    const events = spec.events;
    const planned = await this.#plan(specPath);
    if (planned === undefined) {
      this.#forget(specPath);
      return undefined;
    }
    spec.planned = planned;
    this.#withdrawParts();
    spec.eventsAtPlan = events;
    this.#views.ask(spec);
    this.#sendPatterns();
    return viewOf(spec);
  }

  /** A fault in planning one spec is shown on that spec: whoever waits for the others still gets them. */
  async #plan(specPath: string): Promise<Planned | undefined> {
    try {
      return await this.#parts.plan(specPath);
    } catch (error) {
      this.#parts.post({ type: 'fault', message: faultText(error) });
      return { errors: 0, problem: `It could not be planned because of a fault in Fairlead: ${String(error)}` };
    }
  }

  #track(specPath: string): TrackedSpec {
    const spec: TrackedSpec = {
      specPath,
      executions: new ExecutionState(),
      following: { dispose: () => undefined },
      planned: unplanned,
      events: 0,
      eventsAtPlan: 0,
    };
    this.#specs.set(specPath, spec);
    spec.following = this.#parts.follow(specPath, (event) => this.#heard(spec, event));
    this.closeDeadExecutions();
    return spec;
  }

  #heard(spec: TrackedSpec, event: RunEvent): void {
    spec.events += 1;
    spec.executions.apply(event);
    if (event.type === 'execution-ended') this.#planSoon(spec.specPath);
    this.#views.ask(spec);
  }

  #forget(specPath: string): void {
    const spec = this.#specs.get(specPath);
    if (spec === undefined) return;
    spec.following.dispose();
    this.#specs.delete(specPath);
    this.#waiting.delete(specPath);
    if (spec.sent !== undefined) this.#parts.post({ type: 'views', changed: [], removed: [pathToUri(specPath)] });
  }

  /** A file that another spec includes is a part of that one, whatever its name. Of two that include each other neither is. */
  #isPart({ specPath, planned }: TrackedSpec): boolean {
    return [...this.#specs.values()].some(
      (other) =>
        other.specPath !== specPath &&
        includes(other.planned, other.specPath, specPath) &&
        !includes(planned, specPath, other.specPath),
    );
  }

  /** What was a spec of its own until another one included it. */
  #withdrawParts(): void {
    const parts = [...this.#specs.values()].filter((spec) => spec.sent !== undefined && this.#isPart(spec));
    for (const part of parts) part.sent = undefined;
    const removed = parts.map(({ specPath }) => pathToUri(specPath));
    if (removed.length > 0) this.#parts.post({ type: 'views', changed: [], removed });
    // And what no longer is a part is shown.
    for (const spec of this.#specs.values()) if (spec.sent === undefined) this.#views.ask(spec);
  }

  #sendViews(specs: readonly TrackedSpec[]): void {
    const changed: PipelineView[] = [];
    for (const spec of specs) {
      // Not planned yet: there is nothing to show. Or gone meanwhile.
      if (spec.planned === unplanned || this.#specs.get(spec.specPath) !== spec || this.#isPart(spec)) continue;
      const view = viewOf(spec);
      const text = JSON.stringify(view);
      if (text === spec.sent) continue;
      spec.sent = text;
      changed.push(view);
    }
    if (changed.length > 0) this.#parts.post({ type: 'views', changed, removed: [] });
  }

  #sendPatterns(): void {
    const patterns = [...this.#specs.values()].flatMap(patternsOf);
    const text = JSON.stringify(patterns);
    if (text === this.#sentPatterns) return;
    this.#sentPatterns = text;
    this.#parts.post({ type: 'watch', patterns });
  }
}

function includes({ pipeline }: Planned, specPath: string, otherPath: string): boolean {
  const file = relativeTo(parentOf(specPath), otherPath);
  return file !== undefined && pipeline?.files.includes(file) === true;
}

/** `fairlead.yaml` before the `*.fairlead.yaml` that it may include, so that those are not shown first and taken back. */
function namesakesFirst(one: string, other: string): number {
  const rank = (path: string): number => (/^fairlead\.ya?ml$/i.test(baseName(path)) ? 0 : 1);
  return rank(one) - rank(other);
}

/** Of a spec that is tracked and was never planned. */
const unplanned: Planned = { errors: 0 };

function patternsOf({ specPath, planned }: TrackedSpec): readonly WatchPattern[] {
  return planned.pipeline === undefined ? [] : watchPatterns(parentOf(specPath), planned.pipeline);
}

function viewOf({ specPath, executions, planned, events, eventsAtPlan }: TrackedSpec): PipelineView {
  return toPipelineView({ specPath, ...planned, executions, planOutdated: events !== eventsAtPlan });
}
