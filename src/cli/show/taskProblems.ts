// The problem lines of a failed attempt: the step's line in the spec, and the script's line when a traceback named it.
import { failureText } from '../../core/run/failureText';
import type { RunEvent } from '../../core/run/events';
import type { Place } from '../../core/spec/pipeline';
import { problemLine } from './problemLine';

/** None while another attempt follows: a problem is what the user has to solve. */
export function taskProblems(
  { task, outcome, willRetry, at }: Extract<RunEvent, { type: 'task-ended' }>,
  place: Place | undefined,
  root: string,
  cwd: string,
): readonly string[] {
  if (outcome.kind !== 'failed' || willRetry) return [];
  const error = { severity: 'error', step: task } as const;
  const ofStep = place && {
    ...error,
    file: place.file,
    line: place.line + 1,
    column: place.character + 1,
    message: failureText(outcome.failure),
  };
  const ofScript = at && { ...error, file: at.file, line: at.line, message: at.message };
  return [ofScript, ofStep]
    .filter((problem) => problem !== undefined)
    .map((problem) => problemLine(problem, root, cwd));
}
