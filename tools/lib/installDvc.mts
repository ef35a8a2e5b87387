// The real DVC, for what is compared with it: from PyPI, in an environment of its own that Git does not see.
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const version = '3.67.1';

/** The program's path, installed once below the clone's `root`; or in words why there is none here. */
export function installDvc(root: string): { readonly program: string } | { readonly why: string } {
  const home = path.join(root, '.venv', `dvc-${version}`);
  const program = path.join(home, 'bin', 'dvc');
  try {
    if (existsSync(path.join(home, 'installed'))) return runs(program);
    rmSync(home, { recursive: true, force: true });
    execFileSync('python3', ['-m', 'venv', home], { stdio: 'pipe' });
    const pip = path.join(home, 'bin', 'pip');
    execFileSync(pip, ['install', '--quiet', '--retries', '1', `dvc==${version}`], { stdio: 'pipe' });
    // Last of all, so that an interrupted installation counts as none.
    writeFileSync(path.join(home, 'installed'), version);
    return runs(program);
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return { why: `DVC cannot be used here: ${said.trim().split('\n').at(-1) ?? ''}` };
  }
}

/** An environment that another user made may be of no use to this one. */
function runs(program: string): { readonly program: string } {
  execFileSync(program, ['--version'], { stdio: 'pipe' });
  return { program };
}
