// The terminal program: streams, the command line, and the one place where what nobody foresaw is reported.
import { exitCodes, type ExitCode } from './exitCodes';
import { openOutput } from './output';
import { runProgram } from './program';
import type { Shell } from './shell';

/** Runs the command line `args` and leaves its exit code to the process, which ends when nothing is open any more. */
export async function main(args: readonly string[]): Promise<void> {
  forgetHowItWasStarted(process.env);
  const options = { noColor: args.includes('--no-color'), env: process.env };
  const shell: Shell = {
    cwd: process.cwd(),
    env: process.env,
    out: openOutput(process.stdout, options),
    err: openOutput(process.stderr, options),
  };
  process.exitCode = await runReported(args, shell);
}

async function runReported(args: readonly string[], shell: Shell): Promise<ExitCode> {
  try {
    return await runProgram(args, shell);
  } catch (error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    shell.err.write(
      `fairlead broke; this is a bug in fairlead, not in your project. Please report it with these lines:\n`,
    );
    shell.err.write(`${details}\n`);
    return exitCodes.bug.code;
  }
}

/** Steps must not inherit what only concerns this process: a `node` or an Electron program in a step would behave oddly. */
function forgetHowItWasStarted(env: NodeJS.ProcessEnv): void {
  delete env.ELECTRON_RUN_AS_NODE;
  delete env.FAIRLEAD_RELAUNCHED_BY;
}
