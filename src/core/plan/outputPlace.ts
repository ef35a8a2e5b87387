// Where an output may be. It is moved aside before its step runs, so it must not take along what the run itself stands on.
import type { Pipeline } from '../spec/pipeline';
import { isOutside } from './relativePath';

/** What is wrong with the place of an output, as the end of a sentence; undefined when nothing is. */
export function placeProblem(path: string, { files }: Pick<Pipeline, 'files'>): string | undefined {
  if (isOutside(path)) return 'lies outside of the project: only paths in it can be published.';
  if (path === '.') return 'is the project itself: choose a path below it.';
  const [top = path] = path.split('/');
  if (top === '.git' || top === '.fairlead') return `belongs to ${owners[top]}: choose another place.`;
  const spec = files.find((file) => contains(path, file));
  if (spec !== undefined) return `would replace ${spec}, of which the pipeline is made: choose another place.`;
  // The first file is the spec itself; the lock stands beside it.
  const lock = files[0]?.replace(/\.ya?ml$/, '.lock');
  if (lock === undefined || !contains(path, lock)) return undefined;
  return `would replace ${lock}, which Fairlead writes: choose another place.`;
}

const owners = { '.git': 'Git', '.fairlead': 'Fairlead' } as const;

const contains = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`);
