import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeFolder, removeFolders, useBuiltCli } from './fairlead';
import { appears } from './processes';
import { stable, waiting } from './projects';

useBuiltCli();
afterAll(removeFolders);

describe('two runs of one pipeline at once', () => {
  it('names the one that holds it, and waits when asked to', async () => {
    const folder = makeFolder({ 'fairlead.yaml': waiting });
    const first = folder.start(['run']);
    await Promise.race([appears(join(folder.root, 'ready')), first.ended]);

    const refused = await folder.fairlead('run');
    expect(refused.code).toBe(4);
    expect(refused.stdout).toBe('');
    expect(refused.stderr).toContain(`held by pid ${String(first.child.pid)} on `);
    expect(stable(refused.stderr)).toMatch(
      /^Nothing ran \(--wait waits\): the pipeline is held by pid N on \S+ since HH:MM \(fairlead run\)\.\n$/,
    );

    const waits = folder.start(['run', '--wait']);
    await waits.says('Waiting: the pipeline is held by');
    writeFileSync(join(folder.root, 'gate'), 'data\n');
    expect((await first.ended).code).toBe(0);
    const after = await waits.ended;
    expect(after.code).toBe(0);
    expect(after.stdout).toContain('Everything is fresh: 2 tasks');
  });

  it('can be asked what it does meanwhile', async () => {
    const folder = makeFolder({ 'fairlead.yaml': waiting });
    const first = folder.start(['run']);
    await Promise.race([appears(join(folder.root, 'ready')), first.ended]);
    const planned = await folder.fairlead('plan');
    expect(planned.code).toBe(0);
    expect(stable(planned.stdout).split('\n').at(-2)).toBe(
      'A run is under way (fairlead run, pid N); what it has not ended yet counts as undone.',
    );
    const log = await folder.fairlead('logs', 'wait', '--json');
    expect(JSON.parse(log.stdout)).toMatchObject({ task: 'wait', attempt: 1, running: true });
    writeFileSync(join(folder.root, 'gate'), 'data\n');
    await first.ended;
  });
});
