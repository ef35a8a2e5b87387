// Opens a spec on a disk. What is costly is loaded when it is needed: a run with nothing to do parses no YAML.
import { projectPaths } from '../base/paths';
import { err, ok, type Result } from '../base/result';
import { openContentStore, type StoreOptions } from '../cache/contentStore';
import { openDigester } from '../cache/digester';
import { readLock } from '../cache/lockFile';
import { sha256 } from '../cache/sha256';
import type { Expansion } from '../plan/expand';
import { makePlan } from '../plan/makePlan';
import type { Known, Selection } from '../plan/plan';
import type { PathState } from '../plan/task';
import { readPast } from './past';
import type { Project, ProjectFailure, ProjectPlan } from './project';
import { checkSpec, readPipeline, type ReadOptions } from './readPipeline';

/** Opens the project of `specFile` (its name) in `root` (absolute). Nothing is read or written yet. */
export function openProject(root: string, specFile: string, options: ReadOptions & StoreOptions = {}): Project {
  const paths = projectPaths(root, specFile);
  const digester = openDigester(paths);
  const store = openContentStore(paths, options);
  return {
    paths,
    digester,
    store,
    pipeline: () => readPipeline(paths, digester, options),
    check: () => checkSpec(paths, options),
    async plan(selection, signal) {
      const read = await readPipeline(paths, digester, options);
      if (!read.ok) return read;
      const { pipeline, specDigest, expansion } = read.value;
      if (expansion.problems.length > 0) return err({ kind: 'plan-problems', problems: expansion.problems });
      const known = await look({ paths, digester, store }, expansion, signal);
      return known.ok ? planFrom({ pipeline, specDigest, expansion, known: known.value }, selection) : known;
    },
  };
}

function planFrom(made: Omit<ProjectPlan, 'plan'>, selection: Selection): Result<ProjectPlan, ProjectFailure> {
  const plan = makePlan(made.expansion, made.known, selection);
  return plan.ok ? ok({ ...made, plan: plan.value }) : plan;
}

/** Everything a plan may ask, looked up once. */
async function look(
  { paths, digester, store }: Pick<Project, 'paths' | 'digester' | 'store'>,
  { tasks }: Expansion,
  signal: AbortSignal | undefined,
): Promise<Result<Known, ProjectFailure>> {
  const wanted = tasks.flatMap(({ inputs, outputs }) => [...inputs, ...outputs].map(({ path }) => path));
  const states = await digester.digest(wanted, signal);
  if (!states.ok) return err({ kind: 'io', failure: states.error });
  digester.save();
  const lock = await readLock(paths);
  if (!lock.ok) return err({ kind: 'lock-unreadable', path: lock.error.path, message: lock.error.message });
  return ok({
    pathState: (path) => states.value.get(path) ?? missing,
    ...readPast(paths, lock.value),
    cached: (fingerprint) => store.taskOutputs(fingerprint),
    directoryFiles: (digest) => store.directoryFiles(digest),
    sha256,
  });
}

const missing: PathState = { kind: 'missing' };
