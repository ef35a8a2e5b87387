import type { ExitCode } from './exitCodes';
import type { Output } from './output';

/** What a command may touch of the world around it; the composition root makes it. */
export interface Shell {
  readonly cwd: string;
  readonly out: Output;
  readonly err: Output;
  readonly env: NodeJS.ProcessEnv;
}

/** A command of the program, loaded only when it is called. */
export type Command<Options> = (options: Options, shell: Shell) => ExitCode | Promise<ExitCode>;
