// Problem lines as compilers print them, `file:line:column: error: message`, so that editors and CI find the place. Always
// plain: colour inside would break the matchers.
import { relative, resolve, sep } from 'node:path';

/** Something wrong at a place. Lines and columns count from 1 here, as people and matchers do. */
export interface Problem {
  /** Relative to `root`, or absolute. */
  readonly file: string;
  readonly line: number;
  readonly column?: number;
  readonly severity: 'error' | 'warning' | 'info' | 'hint';
  readonly code?: string;
  readonly message: string;
  readonly step?: string;
}

/** The line, without its end. */
export function problemLine(problem: Problem, root: string, cwd: string): string {
  const place = [displayPath(resolve(root, problem.file), cwd), problem.line, problem.column];
  const code = problem.code === undefined ? '' : ` ${problem.code}`;
  const step = problem.step === undefined ? '' : ` [${problem.step}]`;
  // A matcher reads one line; what a message says on further lines belongs to the same sentence.
  const message = problem.message.replace(/\s*\n\s*/g, ' ').trim();
  return `${place.filter((part) => part !== undefined).join(':')}: ${problem.severity}${code}: ${message}${step}`;
}

/** A path as seen from where the user stands; what lies outside of it is absolute, since matchers resolve against `cwd`. */
export function displayPath(absolutePath: string, cwd: string): string {
  const path = relative(cwd, absolutePath);
  if (path === '') return '.';
  return path === '..' || path.startsWith(`..${sep}`) ? absolutePath : path;
}
