// Disks that refuse: full, read-only. Needs to mount a small file system; where that is not allowed the tests are skipped.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli } from './fairlead';
import { twoSteps } from './projects';

useBuiltCli();

/** Another param, so that `train` has to run. */
const changed = twoSteps.replace('rate: 0.1', 'rate: 0.5');
/** Fills the disk to the last page, and ends well. */
const filling = 'dd if=/dev/zero of=filler bs=1k 2>/dev/null || true';

const mounts: string[] = [];
const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();
if (!canMount) console.log('disk.test.ts: skipped, mounting a small file system needs root');

afterEach(() => {
  for (const mount of mounts.splice(0)) unmount(mount);
});
afterAll(removeFolders);

describe.runIf(canMount)('a disk that is full', () => {
  it('is named, nothing is lost, and the next run completes', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps }, mountSmall());
    expect((await folder.fairlead('run')).code).toBe(0);
    const model = folder.read('build/model.txt');
    const lock = folder.read('fairlead.lock');
    // The step itself ends well, with its output whole; what follows finds no room.
    folder.write({ 'fairlead.yaml': changed.replace('> build/model.txt', `> build/model.txt; ${filling}`) });
    const full = await folder.fairlead('run');
    expect(full.code, full.stdout + full.stderr).toBe(5);
    expect(full.stdout).toMatch(/disk is full/);
    expect(folder.read('build/model.txt')).toBe(model);
    expect(folder.read('fairlead.lock')).toBe(lock);

    rmSync(join(folder.root, 'filler'), { force: true });
    folder.write({ 'fairlead.yaml': changed });
    const next = await folder.fairlead('run');
    expect(next.code, next.stdout + next.stderr).toBe(0);
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.5\n');
  });

  it('is named when a step fails by it and has no room left to say so', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps.replace('(cat', `${filling}; (cat`) }, mountSmall());
    const { code, stdout } = await folder.fairlead('run');
    expect(code).toBeGreaterThan(0);
    expect(stdout).toContain('The disk is full');
    expect(folder.exists('build/model.txt')).toBe(false);
  });

  it('is named before anything runs when there is no room for the first word', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps }, mountSmall());
    fill(folder.root);
    const { code, stdout, stderr } = await folder.fairlead('run');
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toMatch(/disk is full/);
  });

  it('leaves no half spec behind', async () => {
    const folder = makeFolder({}, mountSmall());
    fill(folder.root);
    const { code, stderr } = await folder.fairlead('init');
    expect(code).toBe(5);
    expect(stderr).toMatch(/disk is full/);
    expect(folder.list('.')).toEqual(['filler']);
  });
});

describe.runIf(canMount)('a cache that may only be read', () => {
  it('is named, and the old outputs stay', async () => {
    const folder = makeFolder({ 'fairlead.yaml': twoSteps });
    await folder.fairlead('run');
    const cache = join(folder.root, '.fairlead/cache');
    execFileSync('mount', ['--bind', cache, cache]);
    mounts.push(cache);
    execFileSync('mount', ['-o', 'remount,ro,bind', cache]);
    folder.write({ 'fairlead.yaml': changed });
    const { code, stdout } = await folder.fairlead('run');
    expect(code, stdout).toBe(5);
    expect(stdout).toMatch(/^fairlead\.yaml:11:3: error: .*\.fairlead\/cache.*read-only.*\[train\]$/m);
    expect(folder.read('build/model.txt')).toBe('1\n2\n3\nrate 0.1\n');
  });
});

describe.runIf(canMount)('a project that may only be read', () => {
  it('can be checked and planned, but not run', async () => {
    const mount = mountSmall();
    const folder = makeFolder({ 'fairlead.yaml': twoSteps }, mount);
    execFileSync('mount', ['-o', 'remount,ro', mount]);
    expect((await folder.fairlead('check')).code).toBe(0);
    const planned = await folder.fairlead('plan');
    expect(planned.code, planned.stderr).toBe(0);
    const { code, stdout, stderr } = await folder.fairlead('run');
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toMatch(/read-only/);
  });
});

/** A file system of 1 MiB. */
function mountSmall(): string {
  const mount = mkdtempSync(join(tmpdir(), 'fairlead-small-'));
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', mount]);
  mounts.push(mount);
  return mount;
}

function unmount(mount: string): void {
  execFileSync('umount', ['--lazy', mount]);
  rmSync(mount, { recursive: true, force: true });
}

function tryMount(): boolean {
  try {
    unmount(mountSmall());
    mounts.pop();
    return true;
  } catch {
    return false;
  }
}

function fill(root: string): void {
  execFileSync('sh', ['-c', filling], { cwd: root });
}
