// The terminal program for short errands of the editor itself; runs of pipelines are tasks.
import { execFile } from 'node:child_process';
import { ok, err, type Result } from '../../core/base/result';

/** Runs it to its end. The error is what it wrote on stderr: it says what, where and what to do. */
export function runCli(cli: string, args: readonly string[], cwd: string): Promise<Result<string, string>> {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1', NO_COLOR: '1' };
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { cwd, env, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error) resolve(err(stderr.trim() || error.message));
      else resolve(ok(stdout));
    });
  });
}
