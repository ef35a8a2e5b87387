import { expect, test } from 'vitest';
import { CancellationToken, LSPErrorCodes, ResponseError } from 'vscode-languageserver';
import { makeGuard } from '../../server/guard';

/** A guard whose clock moves by `stepMs` at each look, and its log. */
function guardWithClock(stepMs: number) {
  const lines: string[] = [];
  let time = 0;
  const log = { warn: (line: string) => void lines.push(line), error: (line: string) => void lines.push(line) };
  return { guard: makeGuard(log, () => (time += stepMs)), lines };
}

test('a fault becomes the answer and a line with its stack', () => {
  const { guard, lines } = guardWithClock(1);
  const answer = guard.request('textDocument/hover', CancellationToken.None, () => {
    throw new Error('boom');
  });
  expect(answer).toBeInstanceOf(ResponseError);
  expect(answer.message).toContain('textDocument/hover');
  expect(lines.join()).toMatch(/textDocument\/hover failed: Error: boom\n\s+at /);
});

test('a cancelled request is not computed', () => {
  const { guard } = guardWithClock(1);
  let computed = false;
  const answer = guard.request('x', CancellationToken.Cancelled, () => (computed = true));
  expect((answer as ResponseError).code).toBe(LSPErrorCodes.RequestCancelled);
  expect(computed).toBe(false);
});

test('a turn over 50 ms is logged, a shorter one is not', () => {
  const slow = guardWithClock(51);
  slow.guard.turn('didChange', () => undefined);
  expect(slow.lines).toEqual(['slow turn: didChange took 51 ms']);
  const quick = guardWithClock(50);
  quick.guard.turn('didChange', () => undefined);
  expect(quick.lines).toEqual([]);
});

test('a fault in a notification or in later work is logged and goes no further', async () => {
  const { guard, lines } = guardWithClock(1);
  guard.turn('didOpen', () => {
    throw new Error('first');
  });
  guard.later('settings', () => Promise.reject(new Error('second')));
  const answer = await guard.requestLater('pipelines', () => Promise.reject(new Error('third')));
  expect(lines.map((line) => line.split('\n')[0])).toEqual([
    'didOpen failed: Error: first',
    'settings failed: Error: second',
    'pipelines failed: Error: third',
  ]);
  expect(answer).toBeInstanceOf(ResponseError);
});

test('a log that is gone ends nothing either', () => {
  const gone = () => {
    throw new Error('Connection is disposed.');
  };
  const guard = makeGuard({ warn: gone, error: gone });
  expect(() => guard.turn('didOpen', gone)).not.toThrow();
});
