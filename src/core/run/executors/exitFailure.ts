// What an exit code means. A shell answers 128 + n for a command that signal n ended, and 127 for one it did not find.
import { constants } from 'node:os';
import type { TaskFailure } from '../events';
import { readTail } from '../readTail';

/** The failure behind a non-zero exit code; the log's end tells which command was not found. */
export function exitFailure(exitCode: number, log: string): TaskFailure {
  if (exitCode === 127) {
    const command = missingCommand(readTail(log, 4096));
    if (command !== undefined) return { kind: 'command-not-found', command };
  }
  const signal = exitCode > 128 ? signalName(exitCode - 128) : undefined;
  return { kind: 'exit', exitCode, ...(signal === undefined ? {} : { signal }) };
}

/** The failure of a shell that itself was ended from outside, so that it could report nothing. */
export function killedFailure(code: number | null, signal: NodeJS.Signals | null): TaskFailure {
  if (signal === null) return { kind: 'exit', exitCode: code ?? 1 };
  return { kind: 'exit', exitCode: 128 + constants.signals[signal], signal };
}

function signalName(number: number): string | undefined {
  return Object.entries(constants.signals).find(([, value]) => value === number)?.[0];
}

/**
 * dash says `sh: 1: name: not found`, bash `sh: line 1: name: command not found`, zsh `command not found: name`. Where the
 * PATH holds a folder that may not be read, dash says `sh: 1: name: Permission denied`, with the same exit code.
 */
function missingCommand(log: string): string | undefined {
  const before = [...log.matchAll(/^.*: (\S+): (?:(?:command )?not found|Permission denied)$/gm)].pop()?.[1];
  return before ?? [...log.matchAll(/command not found: (\S+)$/gm)].pop()?.[1];
}
