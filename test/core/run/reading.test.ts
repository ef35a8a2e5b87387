// What is read after a step: metrics files, tracebacks, exit codes; and choosing the best of them.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { failureText } from '../../../src/core/run/failureText';
import type { TaskFailure } from '../../../src/core/run/events';
import { finiteMetrics, readMetrics } from '../../../src/core/run/metricsFile';
import { pickBest } from '../../../src/core/run/pickBest';
import { failedLine } from '../../../src/core/run/traceback';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'fairlead-reading-'));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('metrics files', () => {
  const read = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    return readMetrics(root, [name]);
  };

  it.each([
    ['m.json', '{"auc": 0.5, "per": {"class": {"a": 1}}, "name": "x", "curve": [1, 2], "ok": true, "none": null}'],
    ['m.yaml', 'auc: 0.5\nper: { class: { a: 1 } }\nname: x\ncurve: [1, 2]\nok: true\nnone: null\nday: 2026-01-01\n'],
    ['m.toml', 'auc = 0.5\nname = "x"\ncurve = [1, 2]\nok = true\nday = 2026-01-01\n[per.class]\na = 1\n'],
  ])('%s gives its numbers under dotted names', async (name, text) => {
    expect(await read(name, text)).toEqual({ ok: true, value: { auc: 0.5, 'per.class.a': 1 } });
  });

  it.each([
    ['m.json', '{"a": NaN, "b": -Infinity, "c": 1, "text": "NaN, Infinity"}'],
    ['m.yaml', 'a: .nan\nb: -.inf\nc: 1'],
    ['m.toml', 'a = nan\nb = -inf\nc = 1'],
  ])('%s may hold what is no number, and it is told apart', async (name, text) => {
    const metrics = await read(name, text);
    expect(metrics).toEqual({ ok: true, value: { a: NaN, b: -Infinity, c: 1 } });
    const value = metrics.ok ? metrics.value : {};
    expect(finiteMetrics(value)).toEqual({ finite: { c: 1 }, others: ['a = NaN', 'b = -Infinity'] });
  });

  it.each([
    ['m.json', '{"a": 1'],
    ['m.json', '{"a": NaN'],
    ['m.yaml', 'a: [1'],
    ['m.toml', 'a = '],
  ])('%s that cannot be read is named: %s', async (name, text) => {
    const metrics = await read(name, text);
    expect(metrics.ok ? '' : metrics.error).toContain(`no metrics can be read from ${name}: `);
  });

  it('adds up, the last file winning', async () => {
    writeFileSync(join(root, 'a.json'), '{"x": 1, "y": 1}');
    writeFileSync(join(root, 'b.json'), '{"y": 2}');
    expect(await readMetrics(root, ['a.json', 'b.json'])).toEqual({ ok: true, value: { x: 1, y: 2 } });
  });
});

describe('picking', () => {
  const pick = async (best: 'min' | 'max', values: Readonly<Record<string, string>>, by = 'metrics.loss') => {
    const candidates = Object.entries(values).map(([task, value]) => {
      writeFileSync(join(root, `${task}.json`), `{"loss": ${value}}`);
      return { task, metrics: [`${task}.json`], output: `${task}.bin` };
    });
    const picked = await pickBest(root, { kind: 'pick', by, best, candidates, as: 'best.bin' });
    return picked.ok ? picked.value.best.task : picked.error;
  };

  it('takes the smallest or the largest, the first of equals, and never what is no number', async () => {
    expect(await pick('min', { a: '3', b: '1', c: '1' })).toBe('b');
    expect(await pick('max', { a: '3', b: '1', c: '3' })).toBe('a');
    expect(await pick('max', { a: 'NaN', b: '1' })).toBe('b');
    expect(await pick('min', { a: 'NaN', b: 'Infinity' }, 'loss')).toBe('b');
  });

  it('says why there is no best', async () => {
    expect(await pick('min', { a: 'NaN', b: 'NaN' })).toBe(
      'None of the 2 candidates has a number for loss, so none is the best.',
    );
    expect(await pick('min', { a: '1' }, 'metrics.auc')).toBe(
      'a has no metric auc: a.json has loss. Correct `by`, or write the metric.',
    );
    expect(await pick('min', { a: '{' })).toContain('Cannot compare a: no metrics can be read from a.json');
  });
});

describe('a traceback', () => {
  const find = (log: string) => failedLine(log, root, '.');
  const own = (file: string) => {
    mkdirSync(join(root, file, '..'), { recursive: true });
    writeFileSync(join(root, file), '');
    return join(root, file);
  };

  it('points at the last own frame, not at installed code', () => {
    const log = `working
Traceback (most recent call last):
  File "${own('steps/train.py')}", line 12, in <module>
    fit(rows)
  File "${own('lib/fit.py')}", line 3, in fit
    return solve(rows)
           ^^^^^^^^^^^
  File "${own('.venv/lib/python3.11/site-packages/sklearn/base.py')}", line 99, in solve
    raise ValueError(text)
ValueError: Input contains NaN.
It also says this.
`;
    expect(find(log)).toEqual({ file: 'lib/fit.py', line: 3, message: 'ValueError: Input contains NaN.' });
  });

  it('is the last of several, and a syntax error has none of its words', () => {
    const file = own('a.py');
    const chained = `Traceback (most recent call last):
  File "${file}", line 1, in <module>
KeyError: 'x'

During handling of the above exception, another exception occurred:

Traceback (most recent call last):
  File "${file}", line 5, in <module>
my.errors.Broken
`;
    expect(find(chained)).toEqual({ file: 'a.py', line: 5, message: 'my.errors.Broken' });
    expect(find(`  File "${file}", line 2\n    x = = 1\n        ^\nSyntaxError: invalid syntax\n`)).toEqual({
      file: 'a.py',
      line: 2,
      message: 'SyntaxError: invalid syntax',
    });
  });

  it('is nothing without an own frame or a message', () => {
    expect(
      find('Traceback (most recent call last):\n  File "<string>", line 1, in <module>\nValueError: x\n'),
    ).toBeUndefined();
    expect(
      find('Traceback (most recent call last):\n  File "/usr/lib/python3/os.py", line 1, in f\nValueError\n'),
    ).toBeUndefined();
    expect(find(`Traceback (most recent call last):\n  File "${own('a.py')}", line 1`)).toBeUndefined();
    expect(find('File "a.py", line 3: all is well')).toBeUndefined();
  });
});

describe('a failure in words', () => {
  it.each<[TaskFailure, string]>([
    [{ kind: 'exit', exitCode: 137, signal: 'SIGKILL' }, 'ran out of memory'],
    [{ kind: 'exit', exitCode: 126 }, 'chmod +x'],
    [{ kind: 'timeout', timeoutMs: 90_000 }, 'timeout of 1m 30s'],
    [{ kind: 'timeout', timeoutMs: 50 }, 'timeout of 50 ms'],
    [{ kind: 'command-not-found', command: 'pyhton' }, "'pyhton' was not found. Install it"],
    [{ kind: 'missing-input', path: 'data.csv' }, 'The input data.csv does not exist'],
    [{ kind: 'missing-input', path: 'data/*.csv' }, 'No file matches the input data/*.csv'],
    [{ kind: 'input-changed', path: 'data.csv' }, 'data.csv changed while the step ran'],
    [{ kind: 'input-changed', path: 'data.csv', removed: true }, 'data.csv was removed while the step ran'],
    [{ kind: 'missing-secret', name: 'HF_TOKEN' }, 'The secret HF_TOKEN has no value'],
  ])('%o says what to do', (failure, words) => {
    expect(failureText(failure)).toContain(words);
  });
});
