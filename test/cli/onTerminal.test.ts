// The program on a pseudo terminal, which `script` (util-linux) provides: what is left on the screen at the end.
import { spawn, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { follow, makeFolder, projectNode, removeFolders, useBuiltCli, type Folder } from './fairlead';
import { stable, twoSteps, waiting } from './projects';
import { Terminal } from './terminal';

const { script: cli } = useBuiltCli();
afterAll(removeFolders);

const escape = '\x1b';
const hasScript = spawnSync('script', ['--version']).status === 0;
if (!hasScript) console.log('onTerminal.test.ts: skipped, there is no `script` to make a pseudo terminal');

/** The program on a terminal of 70 columns. */
function startOnTerminal(folder: Folder, args: string, env: Readonly<Record<string, string>> = {}) {
  const command = `stty cols 70 rows 20; ${projectNode} ${cli} ${args}`;
  const { CI: _, NO_COLOR: __, FORCE_COLOR: ___, ...outside } = process.env;
  const child = spawn('script', ['-qefc', command, '/dev/null'], {
    cwd: folder.root,
    env: { ...outside, TERM: 'xterm-256color', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return follow(child);
}

/** The screen after the program ended, and everything that was written to it. */
async function onTerminal(folder: Folder, args: string, env: Readonly<Record<string, string>> = {}) {
  const { stdout, code } = await startOnTerminal(folder, args, env).ended;
  const terminal = new Terminal(70);
  terminal.write(stdout);
  return { code, raw: stdout, screen: stable(terminal.screen).split('\n') };
}

describe.runIf(hasScript)('on a terminal', () => {
  it('leaves only what happened and what it came to', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    const { code, raw, screen } = await onTerminal(folder, 'run');
    expect(code).toBe(0);
    expect(screen).toEqual(['done      prepare  N s', 'done      train  N s', '2 ran in N s.']);
    expect(raw.lastIndexOf('\x1b[?25h')).toBeGreaterThan(raw.lastIndexOf('\x1b[?25l'));
  });

  it('shows what runs while it runs', async () => {
    const folder = makeFolder({ 'fairlead.yaml': waiting });
    const run = startOnTerminal(folder, 'run');
    await run.says('0 of 2 tasks');
    writeFileSync(join(folder.root, 'gate'), 'data\n');
    expect((await run.ended).code).toBe(0);
  });

  it('keeps problem lines free of colour', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps.replace('seq', 'exit 7; seq') });
    const { raw } = await onTerminal(folder, 'run');
    const line = raw.split('\n').find((text) => text.includes('error:')) ?? '';
    expect(line.split(`${escape}[J`).at(-1)).toBe(
      'fairlead.yaml:7:3: error: The command failed with exit code 7. Its log says why. [prepare]\r',
    );
    expect(raw).toContain('\x1b[31m');
  });

  it('underlines what is wrong in a spec', async () => {
    const folder = makeFolder({
      'fairlead.yaml': twoSteps.replace('outputs: [build/model.txt]', 'output: [build/model.txt]'),
    });
    const { code, screen } = await onTerminal(folder, 'check --no-color');
    expect(code).toBe(1);
    const at = screen.findIndex((line) => line.includes('│'));
    expect(screen.slice(at, at + 2)).toEqual(['   15 │     output: [build/model.txt]', '      │     ~~~~~~']);
  });

  it.each([
    ['--no-color', {}],
    ['', { NO_COLOR: '1' }],
  ] as const)('writes no colour with "%s" and %j', async (flag, env) => {
    const { raw } = await onTerminal(makeFolder({ 'fairlead.yaml': twoSteps }), `run ${flag}`, env);
    expect(raw).not.toMatch(new RegExp(`${escape}\\[[0-9;]*m`));
  });

  it('redraws nothing on CI', async () => {
    const { raw } = await onTerminal(makeFolder({ 'fairlead.yaml': twoSteps }), 'run', { CI: 'true' });
    expect(raw).not.toMatch(new RegExp(`${escape}\\[[0-9?]*[AJlh]`));
    expect(raw).toContain('start');
  });
});

describe('in a pipe', () => {
  it('has colour only when it is forced', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    expect((await folder.fairlead('plan')).stdout).not.toContain('\x1b');
    const forced = await folder.start(['plan'], { env: { FORCE_COLOR: '1' } }).ended;
    expect(forced.stdout).toContain('\x1b[36m');
  });
});
