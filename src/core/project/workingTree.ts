// Which commit the files belong to, so that a run can be made again. Asked of Git itself, which knows worktrees and submodules.
import { execFile } from 'node:child_process';

/** The commit of a working tree and whether files differ from it; nothing outside of Git. */
export interface WorkingTree {
  readonly commit?: string;
  readonly dirty?: boolean;
}

/** Asks Git about `root`. No Git, no repository, no commit yet: all are answers, none is an error. */
export async function readWorkingTree(root: string): Promise<WorkingTree> {
  const commit = await git(root, ['rev-parse', '--verify', 'HEAD']);
  if (commit === undefined) return {};
  // Untracked files do not count: data, outputs and logs are left out of Git as a rule.
  const changes = await git(root, ['status', '--porcelain', '--untracked-files=no']);
  return { commit: commit.trim(), ...(changes === undefined ? {} : { dirty: changes !== '' }) };
}

function git(root: string, words: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    // Without the optional locks, looking does not disturb what the user does in the same moment.
    const child = execFile(
      'git',
      ['--no-optional-locks', ...words],
      { cwd: root, timeout: 10_000 },
      (error, stdout) => {
        resolve(error === null ? stdout : undefined);
      },
    );
    child.stdin?.end();
  });
}
