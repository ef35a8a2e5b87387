// Why a pipeline cannot be planned, for the view: one line of what is wrong and what to do.
import { unreachable } from '../../src/core/base/unreachable';
import type { ProjectFailure } from '../../src/core/project/project';

/** A failure in words. */
export function problemText(failure: ProjectFailure): string {
  switch (failure.kind) {
    case 'spec-missing':
      return `${failure.path} does not exist.`;
    case 'spec-unreadable':
      return `${failure.path} cannot be read: ${failure.message}`;
    case 'spec-errors': {
      const errors = failure.diagnostics.filter(({ severity }) => severity === 'error');
      return errors.length === 1 ? '1 error in the spec.' : `${errors.length} errors in the spec.`;
    }
    case 'plan-problems': {
      const [first, ...more] = failure.problems;
      if (first === undefined) return 'The pipeline has errors.';
      const rest = more.length === 0 ? '' : ` And ${more.length} more.`;
      return `${first.file}:${first.range.start.line + 1}: ${first.message}${rest}`;
    }
    case 'lock-unreadable':
      return `${failure.path} cannot be read: ${failure.message} Repair it, or take it back from Git.`;
    case 'unknown-selection':
      return `No step or task is called "${failure.name}".`;
    case 'io':
      return failure.failure.message;
    default:
      return unreachable(failure);
  }
}
