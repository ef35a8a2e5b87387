import { shellWord } from './text/shellWord';
import type { Tally } from './progress/tally';
import { selectionWords, type SelectionOptions } from './selection';

/** The options that a continued run repeats. */
export interface ResumeOptions extends SelectionOptions {
  readonly file?: string;
  readonly jobs?: number;
  readonly keepGoing?: boolean;
  readonly hardlinks?: boolean;
}

/**
 * The command line that goes on where a run ended: what was finished is fresh by now. What was forced and not reached
 * has to be forced again, step by step, or it would count as fresh.
 */
export function resumeCommand(options: ResumeOptions, { unfinished }: Tally): string {
  const words = [
    'fairlead run',
    ...selectionWords(options).map(shellWord),
    ...(options.file === undefined ? [] : ['--file', shellWord(options.file)]),
    ...(options.jobs === undefined ? [] : ['--jobs', String(options.jobs)]),
    ...(options.keepGoing === true ? ['--keep-going'] : []),
    ...(options.hardlinks === true ? ['--hardlinks'] : []),
    ...(options.force === undefined || unfinished.size === 0
      ? []
      : [`--force=${[...unfinished].map(shellWord).join(',')}`]),
  ];
  return words.join(' ');
}
