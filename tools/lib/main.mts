// The one wrapper around every tool: what a person can mend is a sentence, what is our bug is a stack.
import { clearProgress, red, say, Stop } from './say.mts';

/** Runs a tool to its exit code. */
export async function main(tool: (args: readonly string[]) => Promise<number>): Promise<void> {
  try {
    process.exit(await tool(process.argv.slice(2)));
  } catch (error) {
    clearProgress();
    say(
      red(
        error instanceof Stop ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error),
      ),
    );
    process.exit(1);
  }
}
