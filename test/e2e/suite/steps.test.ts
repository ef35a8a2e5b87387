// What can be done with one step: from its code lenses, by force, by asking why, through its log.
import * as assert from 'node:assert/strict';
import { appendFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TaskView } from '../../../src/protocol/pipelines';
import { acceptUntil, edit, fairlead, file, runToEnd, states, statesBecome, until } from './support';

const fresh = { prepare: 'fresh', train: 'fresh', select: 'fresh', evaluate: 'fresh' };

suite('steps', () => {
  setup(async () => {
    await evaluateBecomes('known');
    if (Object.values(await states()).some((state) => state !== 'fresh'))
      assert.equal(await runToEnd('fairlead.runPipeline', specUri()), 0);
    await statesBecome(fresh);
  });

  test('each step has lenses, and each lens has its command', async () => {
    const lenses = await lensesOf();
    assert.equal(lenses.length, 4 * 3);
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      lenses.filter(({ command }) => !registered.has(command)),
      [],
    );
  });

  test('the lens Run runs its step, and asks nothing', async () => {
    const undo = await edit('params.yaml', (text) => text.replace('threshold: 0.25', 'threshold: 0.45'));
    await statesBecome({ ...fresh, evaluate: 'stale' });
    const lens = (await lensesOf()).find(({ command, step }) => command === 'fairlead.runStep' && step === 'evaluate');
    assert.ok(lens);
    assert.equal(await runToEnd(lens.command, ...lens.args), 0);
    await statesBecome(fresh);
    await undo();
    await statesBecome({ ...fresh, evaluate: 'restorable' });
  });

  test('Force Run Step runs a step although it is fresh', async () => {
    const before = (await evaluate()).logUri;
    assert.equal(await runToEnd('fairlead.forceRunStep', specUri(), 'evaluate'), 0);
    await evaluateBecomes('run again', ({ logUri, state }) => state === 'fresh' && logUri !== before);
  });

  test('Why Is This Step Stale answers with what can be done: the first is to run it', async () => {
    const lens = (await lensesOf()).find(({ command, step }) => command.includes('explain') && step === 'evaluate');
    assert.ok(lens);
    const ran = new Promise<string>((resolve) => {
      const subscription = vscode.tasks.onDidEndTask(({ execution }) => {
        subscription.dispose();
        resolve(execution.task.name);
      });
    });
    await acceptUntil(vscode.commands.executeCommand(lens.command, ...lens.args));
    assert.equal(await ran, 'evaluate');
  });

  test('Open Step Log shows the log, and goes on as it grows', async () => {
    await vscode.commands.executeCommand('fairlead.openStepLog', specUri(), 'evaluate');
    const document = vscode.window.activeTextEditor?.document;
    assert.ok(document);
    assert.match(document.uri.path, /evaluate\.log$/);
    const { logUri } = await evaluate();
    appendFileSync(vscode.Uri.parse(logUri ?? '').fsPath, 'one more line\n');
    await until(
      vscode.workspace.onDidChangeTextDocument,
      () => (document.getText().endsWith('one more line\n') ? true : undefined),
      () => document.getText().slice(-200),
    );
  });
});

const specUri = (): string => file('fairlead.yaml').toString();

async function lensesOf(): Promise<readonly { command: string; step: string; args: readonly unknown[] }[]> {
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(file('fairlead.yaml')));
  const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    file('fairlead.yaml'),
    100,
  );
  return lenses.map(({ command }) => {
    const args: readonly unknown[] = command?.arguments ?? [];
    const [first] = args;
    const step = typeof first === 'object' && first !== null && 'step' in first ? String(first.step) : '';
    return { command: command?.command ?? '', step, args };
  });
}

/** The one task of evaluate. */
async function evaluate(): Promise<TaskView> {
  return evaluateBecomes('there');
}

/** Waits until the task of evaluate satisfies `wanted`. */
async function evaluateBecomes(what: string, wanted: (task: TaskView) => boolean = () => true): Promise<TaskView> {
  const api = await fairlead();
  const task = (): TaskView | undefined =>
    api.pipelines().flatMap(({ steps }) => steps.filter(({ name }) => name === 'evaluate'))[0]?.tasks[0];
  return until(
    api.onDidChangePipelines,
    () => {
      const found = task();
      return found && wanted(found) ? found : undefined;
    },
    () => `evaluate is not ${what}: ${JSON.stringify(task())}`,
  );
}
