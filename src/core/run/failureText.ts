// Why an attempt failed, for a person: what happened and what to do, the same in the terminal, the editor and the log.
import { unreachable } from '../base/unreachable';
import { isGlob } from '../cache/glob';
import type { TaskFailure } from './events';

/** One or two sentences. */
export function failureText(failure: TaskFailure): string {
  switch (failure.kind) {
    case 'exit':
      return exitText(failure.exitCode, failure.signal);
    case 'timeout':
      return `It ran longer than its timeout of ${duration(failure.timeoutMs)} and was ended. Raise \`timeout\` or make it faster.`;
    case 'spawn':
      return `The command could not be started: ${failure.message}.`;
    case 'command-not-found':
      return `The command '${failure.command}' was not found. Install it, activate the environment that has it, or correct its name in \`run\`.`;
    case 'missing-input':
      if (isGlob(failure.path))
        return `No file matches the input ${failure.path}. Create one, or correct the pattern in \`inputs\`.`;
      return `The input ${failure.path} does not exist. Create it, or correct its path in \`inputs\`.`;
    case 'missing-output':
      return `The command ended well but did not write ${failure.path}. Make it write that file, or correct the path in \`outputs\` or \`metrics\`.`;
    case 'input-changed':
      if (failure.removed === true)
        return `The input ${failure.path} was removed while the step ran; nothing was kept. Put it back, and let the step leave its inputs in place.`;
      return `The input ${failure.path} changed while the step ran, so its result belongs to neither version; nothing was kept. Run it again.`;
    case 'missing-secret':
      return `The secret ${failure.name} has no value. Set an environment variable of that name or store it in the editor.`;
    case 'pick':
      return failure.message;
    case 'io':
      return `The disk refused: ${failure.message}. The old outputs are in place.`;
    case 'interrupted':
      return 'It was interrupted before it ended; its old outputs are back in place. Run it again.';
    default:
      return unreachable(failure);
  }
}

function exitText(exitCode: number, signal: string | undefined): string {
  if (signal === 'SIGKILL') {
    return `The command was killed (SIGKILL, exit code ${String(exitCode)}). Often the system ran out of memory: use less, or claim more in \`resources\`.`;
  }
  if (signal !== undefined)
    return `The command was ended by ${signal} (exit code ${String(exitCode)}). Its log may say why.`;
  if (exitCode === 126) {
    return 'The command was found but cannot be executed (exit code 126). Make the file executable (chmod +x) or name its interpreter in `run`.';
  }
  if (exitCode === 127)
    return 'The command ended with exit code 127, which usually means that a command was not found. Its log says which.';
  return `The command failed with exit code ${String(exitCode)}. Its log says why.`;
}

/** 90000 -> `1m 30s`; 500 -> `500 ms`. */
function duration(ms: number): string {
  if (ms < 1000) return `${String(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${String(count)}${unit}`])).join(' ');
}
