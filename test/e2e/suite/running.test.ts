// Run Pipeline in the editor: stale -> running -> fresh; a changed param re-runs what depends on it; a failure is a problem.
import * as assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { edit, fairlead, file, problems, row, runToEnd, states, statesBecome, textOf } from './support';

const fresh = { prepare: 'fresh', train: 'fresh', select: 'fresh', evaluate: 'fresh' };

suite('running', () => {
  test('Run Pipeline runs every step as a task and takes it from stale over running to fresh', async () => {
    const api = await fairlead();
    const seen = new Map<string, Set<string>>();
    const note = (): void => {
      for (const { name, state } of api.pipelines().flatMap(({ steps }) => steps))
        seen.set(name, (seen.get(name) ?? new Set()).add(state));
    };
    note();
    const watching = api.onDidChangePipelines(note);
    assert.equal(await runToEnd('fairlead.runPipeline', api.pipelines()[0]?.uri), 0);
    await statesBecome(fresh);
    watching.dispose();
    for (const step of ['prepare', 'train', 'evaluate'])
      assert.ok(seen.get(step)?.has('running'), `${step} was seen running`);
    assert.match(textOf('fairlead.lock'), /sha256:/);
  });

  test('the tree shows the metrics of what ran', async () => {
    const [task] = (await row('train')).children;
    assert.ok(task);
    assert.match(task.description, /auc 0\.\d+/);
  });

  test('a changed param makes stale what depends on it, which says so; only that runs again', async () => {
    const undo = await edit('params.yaml', (text) => text.replace('threshold: 0.25', 'threshold: 0.35'));
    await statesBecome({ ...fresh, evaluate: 'stale' });
    assert.match((await row('evaluate')).spoken, /param evaluate\.threshold 0\.25 → 0\.35/);
    const before = await trainedAt();
    assert.equal(await runToEnd('fairlead.runPipeline', await uri()), 0);
    await statesBecome(fresh);
    assert.equal(await trainedAt(), before, 'the models were not trained again');
    await undo();
    await statesBecome({ ...fresh, evaluate: 'restorable' });
    assert.equal(await runToEnd('fairlead.runStep', await uri(), 'evaluate'), 0);
    await statesBecome(fresh);
  });

  test('a failing step shows its traceback as a problem on the Python line, and is mended', async () => {
    const line = textOf('steps/evaluate.py')
      .split('\n')
      .findIndex((text) => text.startsWith('def main'));
    const undo = await edit('steps/evaluate.py', (text) =>
      text.replace(/^(def main[^\n]*\n)/m, '$1    raise ValueError("made to fail")\n'),
    );
    await statesBecome({ ...fresh, evaluate: 'stale' });
    assert.match((await row('evaluate')).spoken, /code changed: steps\/evaluate\.py/);
    assert.notEqual(await runToEnd('fairlead.runStep', await uri(), 'evaluate'), 0);
    await statesBecome({ ...fresh, evaluate: 'failed' });
    const [problem] = await problems('steps/evaluate.py', (found) =>
      found.some(({ message }) => message.includes('made to fail')),
    );
    assert.equal(problem?.range.start.line, line + 1);
    assert.match(problem.message, /ValueError/);
    await undo();
    assert.equal(await runToEnd('fairlead.runStep', await uri(), 'evaluate'), 0);
    await statesBecome(fresh);
    await problems('steps/evaluate.py', (found) => found.length === 0);
  });

  test('Stop ends a run cleanly: what was fresh before is not lost', async () => {
    const undo = await edit('params.yaml', (text) => text.replace('rounds: 80', 'rounds: 4000'));
    await statesBecome({ ...fresh, train: 'stale', select: 'stale', evaluate: 'stale' });
    const ended = runToEnd('fairlead.runPipeline', await uri());
    const api = await fairlead();
    await new Promise<void>((resolve) => {
      const running = api.onDidChangePipelines(() => {
        if (api.pipelines()[0]?.steps.some(({ name, state }) => name === 'train' && state === 'running')) {
          running.dispose();
          resolve();
        }
      });
    });
    await vscode.commands.executeCommand('fairlead.stop');
    assert.equal(await ended, 130);
    await undo();
    await statesBecome(fresh);
    assert.deepEqual(await states(), fresh);
  });
});

async function uri(): Promise<string> {
  const [pipeline] = (await fairlead()).pipelines();
  assert.ok(pipeline);
  return pipeline.uri;
}

/** When the first model was written. */
async function trainedAt(): Promise<number> {
  const [model] = (await vscode.workspace.findFiles('build/models/*/model.json')).sort((a, b) =>
    a.path < b.path ? -1 : 1,
  );
  return (await vscode.workspace.fs.stat(model ?? file('build/models'))).mtime;
}
