// Where a Python program failed: the last frame of the last traceback in a log that is in the user's own code.
import { realpathSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';

/** A line of the user's own; `file` relative to the root with `/`, `line` from 1, as Python counts. */
export interface FailedLine {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** Finds it in the end of a log; undefined when no frame is inside the root, or there is no traceback. */
export function failedLine(log: string, root: string, workingDirectory: string): FailedLine | undefined {
  const lines = log.split(/\r?\n/);
  const start = lines.lastIndexOf('Traceback (most recent call last):');
  // A syntax error of the script itself comes without that header.
  const traceback = lines.slice(start + 1);
  let frame: { file: string; line: number; at: number } | undefined;
  for (const [at, text] of traceback.entries()) {
    const match = /^\s+File "([^"]+)", line (\d+)/.exec(text);
    const file = match?.[1] === undefined ? undefined : ownFile(match[1], root, workingDirectory);
    if (file !== undefined) frame = { file, line: Number(match?.[2]), at };
  }
  if (frame === undefined) return undefined;
  const message = traceback.slice(frame.at + 1).find((text) => /^[A-Za-z_][\w.]*(?::|$)/.test(text));
  return message === undefined ? undefined : { file: frame.file, line: frame.line, message };
}

/** Relative to the root, when it is the user's: not installed, not in an environment, not `<string>`. */
function ownFile(file: string, root: string, workingDirectory: string): string | undefined {
  if (file.startsWith('<')) return undefined;
  const path = relative(real(root), real(resolve(join(root, workingDirectory), file))).replaceAll('\\', '/');
  const outside = path.startsWith('../') || isAbsolute(path);
  return outside || /(?:^|\/)(?:site-packages|dist-packages|\.venv|venv|\.fairlead)\//.test(path) ? undefined : path;
}

function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
