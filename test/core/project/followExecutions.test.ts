import { appendFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { followExecutions } from '../../../src/core/project/followExecutions';
import { temporaryProject, type TemporaryProject } from '../cache/temporaryProject';

const line = (task: string): string => `${JSON.stringify({ type: 'task-skipped', time: 0, task, why: 'fresh' })}\n`;

/** Follows a journal; `until` waits for the next event of a task. */
function follow({ paths }: TemporaryProject): {
  readonly heard: string[];
  readonly until: (task: string) => Promise<void>;
} {
  const heard: string[] = [];
  const waiting = new Map<string, () => void>();
  const following = followExecutions(paths, (event) => {
    if (event.type !== 'task-skipped') return;
    heard.push(event.task);
    waiting.get(event.task)?.();
  });
  onTestFinished(() => following.dispose());
  return { heard, until: (task) => new Promise((resolve) => waiting.set(task, resolve)) };
}

test('the past is told at once, the rest as it comes', async () => {
  const project = temporaryProject();
  writeFileSync(project.paths.journal, line('a') + line('b'));
  const { heard, until } = follow(project);
  expect(heard).toEqual(['a', 'b']);
  const c = until('c');
  appendFileSync(project.paths.journal, line('c'));
  await c;
  expect(heard).toEqual(['a', 'b', 'c']);
});

test('a line that is not written to its end is waited for, even within a character', async () => {
  const project = temporaryProject();
  const bytes = Buffer.from(line('ä'));
  const cut = bytes.indexOf(Buffer.from('ä')) + 1;
  writeFileSync(project.paths.journal, Buffer.concat([Buffer.from(line('a')), bytes.subarray(0, cut)]));
  const { heard, until } = follow(project);
  expect(heard).toEqual(['a']);
  const rest = until('ä');
  appendFileSync(project.paths.journal, bytes.subarray(cut));
  await rest;
  expect(heard).toEqual(['a', 'ä']);
});

test('a journal in a folder that is still to be made is found', async () => {
  const project = temporaryProject();
  rmSync(project.paths.stateDir, { recursive: true });
  const { heard, until } = follow(project);
  const a = until('a');
  mkdirSync(project.paths.pipelineDir, { recursive: true });
  writeFileSync(project.paths.journal, line('a'));
  await a;
  expect(heard).toEqual(['a']);
});

test('a journal that was replaced is told again from its beginning', async () => {
  const project = temporaryProject();
  writeFileSync(project.paths.journal, line('a') + line('b'));
  const { heard, until } = follow(project);
  const c = until('c');
  writeFileSync(`${project.paths.journal}.new`, line('b') + line('c') + line('d') + line('e'));
  renameSync(`${project.paths.journal}.new`, project.paths.journal);
  await c;
  expect(heard).toEqual(['a', 'b', 'b', 'c', 'd', 'e']);
});

test('garbage between the lines is left out', () => {
  const project = temporaryProject();
  writeFileSync(project.paths.journal, `${line('a')}{"type":\n\n[]\n${line('b')}`);
  expect(follow(project).heard).toEqual(['a', 'b']);
});
