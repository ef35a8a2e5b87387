import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli, type Folder, type StartOptions } from './fairlead';
import { allGone, appears, processesIn } from './processes';
import { waiting } from './projects';

useBuiltCli();
afterAll(removeFolders);

/** A run whose first step waits for ever, a process of its own below it. */
async function startWaiting(options?: StartOptions, spec = waiting) {
  const folder = makeFolder({ 'fairlead.yaml': spec });
  const started = folder.start(['run'], options);
  await Promise.race([appears(join(folder.root, 'ready')), started.ended]);
  expect(processesIn(folder.root).length).toBeGreaterThan(1);
  return { folder, ...started };
}

/** Lets the step `wait` end well. */
const release = (folder: Folder) => writeFileSync(join(folder.root, 'gate'), 'data\n');

/** A Node too old for the program, when one is installed. */
const oldNode = findOldNode();

describe.runIf(process.platform === 'linux')('stopping', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('stops cleanly on %s and goes on next time', async (signal) => {
    const { folder, child, ended } = await startWaiting();
    child.kill(signal);
    const { code, stdout } = await ended;
    expect(code).toBe(130);
    expect(stdout).toContain('stopping; running steps get time to end');
    expect(stdout).toContain('To go on: fairlead run');
    expect(processesIn(folder.root)).toEqual([]);
    expect(folder.exists('build/out.txt')).toBe(false);

    const again = folder.start(['run']);
    await again.says('start     wait');
    release(folder);
    expect((await again.ended).code).toBe(0);
    expect(folder.read('build/after.txt')).toBe('data\n');
  });

  it('kills on a second Ctrl-C what does not stop by itself', async () => {
    const stubborn = waiting
      .replace('echo ready', "trap '' TERM INT; echo ready")
      .replace('cat gate', 'while :; do sleep 1; done');
    const { folder, child, ended, says } = await startWaiting({}, stubborn);
    child.kill('SIGINT');
    await says('Ctrl-C again kills');
    // Presses that come at once count as one, so the second is repeated until it counts.
    const pressing = setInterval(() => child.kill('SIGINT'), 50);
    const { code, stdout } = await ended;
    clearInterval(pressing);
    expect(code).toBe(130);
    expect(stdout).toContain('Killing what still runs.');
    expect(processesIn(folder.root)).toEqual([]);
  });

  it('ends silently when nobody reads its output any more', async () => {
    const folder = makeFolder({ 'fairlead.yaml': waiting });
    const { child, ended } = folder.start(['plan', '--json']);
    child.stdout?.destroy();
    const { code, stderr } = await ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  });
});

describe.runIf(process.platform === 'linux' && oldNode !== undefined)('on a Node that is too old', () => {
  it('runs on the project’s own', async () => {
    const { code, stdout } = await makeFolder({}).start(['version', '--json'], { node: oldNode }).ended;
    expect(code).toBe(0);
    expect(Number((JSON.parse(stdout) as { node: string }).node.split('.')[0])).toBeGreaterThanOrEqual(22);
  });

  it('passes the exit code on', async () => {
    expect((await makeFolder({}).start(['check'], { node: oldNode }).ended).code).toBe(3);
  });

  it('passes signals on', async () => {
    const { folder, child, ended } = await startWaiting({ node: oldNode });
    child.kill('SIGTERM');
    expect((await ended).code).toBe(130);
    await allGone(folder.root);
  });

  it('stops as well when the relaunching process is killed', async () => {
    const { folder, child, ended } = await startWaiting({ node: oldNode });
    child.kill('SIGKILL');
    expect((await ended).signal).toBe('SIGKILL');
    await allGone(folder.root);
  });

  it('says what to do where there is no other', async () => {
    const folder = makeFolder({});
    // As if the project's own were too old too: it has been relaunched already.
    const { code, stderr } = await folder.start(['version'], {
      node: oldNode,
      env: { FAIRLEAD_RELAUNCHED_BY: '20.0.0' },
    }).ended;
    expect(code).toBe(6);
    expect(stderr).toMatch(/^fairlead needs Node 22\.13 or later; this is .*\nInstall a newer Node/);
  });
});

function findOldNode(): string | undefined {
  const candidates = (process.env.PATH ?? '').split(':').map((folder) => join(folder, 'node'));
  return candidates.find((node) => {
    try {
      const version = execFileSync(node, ['-p', 'process.versions.node'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      return Number(version.split('.')[0]) < 22;
    } catch {
      return false;
    }
  });
}
