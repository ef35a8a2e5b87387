// Short texts: status bar, durations, metrics, names.
import { describe, expect, test } from 'vitest';
import { freeSpecName, nameProblem } from '../../src/host/commands/specName';
import { durationText, elapsedText, metricText } from '../../src/host/pipelines/look';
import { findStep, Pipelines, stepAt } from '../../src/host/pipelines/pipelines';
import { targetOf } from '../../src/host/pipelines/target';
import { statusText } from '../../src/host/statusText';
import type { StepCommandArgument } from '../../src/protocol/pipelines';
import { pipeline, step } from './views';

describe('status bar', () => {
  test.each([
    ['nothing without pipelines', [], undefined],
    [
      'what runs',
      [pipeline([step('a', 'running')], { running: { execution: 'e', done: 3, total: 12 } })],
      '$(loading~spin) flights 3/12 done',
    ],
    ['problems before failures', [pipeline([step('a', 'failed')], { errors: 1 })], '$(error) 1 problem in a spec'],
    ['failures before stale steps', [pipeline([step('a', 'failed'), step('b', 'stale')])], '$(error) 1 failed step'],
    ['stale steps', [pipeline([step('a', 'stale'), step('b', 'stale')])], '$(circle-large-outline) 2 stale steps'],
    ['that all is well', [pipeline([step('a', 'fresh')])], '$(pass) Fairlead'],
  ])('says %s', (_, pipelines, expected) => {
    expect(statusText(pipelines)?.text).toBe(expected);
  });
});

test.each([
  [0, '0 ms'],
  [999, '999 ms'],
  [12_345, '12.3 s'],
  [59_960, '1 min 00 s'],
  [185_000, '3 min 05 s'],
  [7_620_000, '2 h 07 min'],
])('%d ms reads %s', (milliseconds, text) => expect(durationText(milliseconds)).toBe(text));

test.each([
  [-500, '0 s'],
  [12_999, '12 s'],
  [59_960, '59 s'],
  [185_999, '3 min 05 s'],
])('what has been running for %d ms says %s', (milliseconds, text) => expect(elapsedText(milliseconds)).toBe(text));

test.each([
  [0.712345, '0.7123'],
  [12345, '12,345'],
  [0.00000012, '1.20e-7'],
  [0, '0'],
  [Number.NaN, 'NaN'],
  [-0.5, '-0.5'],
])('the metric %d reads %s', (value, text) => expect(metricText(value)).toBe(text));

describe('a new spec', () => {
  test.each([
    [[], 'fairlead.yaml'],
    [['fairlead.yaml'], 'late.fairlead.yaml'],
    [['fairlead.yaml', 'late.fairlead.yaml', 'late-2.fairlead.yaml'], 'late-3.fairlead.yaml'],
  ])('beside %j is called %s', (existing, name) => expect(freeSpecName('late', new Set(existing))).toBe(name));

  test.each([
    ['flight-delays', true],
    ['a.b_c-1', true],
    ['', false],
    ['  ', false],
    ['../x', false],
    ['-x', false],
  ])('the name %j is allowed: %s', (name, allowed) => expect(nameProblem(name) === undefined).toBe(allowed));
});

describe('what a command is about', () => {
  test.each([
    [
      'a code lens',
      [{ specUri: 'file:///w/fairlead.yaml', step: 'train' } satisfies StepCommandArgument],
      { uri: 'file:///w/fairlead.yaml', step: 'train' },
    ],
    ['names', ['file:///w/fairlead.yaml', 'train'], { uri: 'file:///w/fairlead.yaml', step: 'train' }],
    ['a row', [{ id: 'x', row: { target: { uri: 'u', step: 's', task: 't' } } }], { uri: 'u', step: 's', task: 't' }],
    ['a file', [{ scheme: 'file', fsPath: '/w', toString: () => 'file:///w' }], { uri: 'file:///w' }],
    ['nothing', [], undefined],
    ['something else', [42], undefined],
    ['a row without a target', [{ row: { label: 'x' } }], undefined],
  ])('is read from %s', (_, args, expected) => expect(targetOf(args)).toEqual(expected));
});

describe('steps', () => {
  const at = (name: string, line: number): ReturnType<typeof step> =>
    step(name, 'fresh', { place: { uri: 'file:///w/fairlead.yaml', line, character: 2 } });
  const view = pipeline([
    at('a', 4),
    at('b', 9),
    step('c', 'fresh', { place: { uri: 'file:///w/other.yaml', line: 1, character: 2 } }),
  ]);

  test.each([
    [0, undefined],
    [4, 'a'],
    [8, 'a'],
    [99, 'b'],
  ])('line %d belongs to %s', (line, name) => expect(stepAt(view, 'file:///w/fairlead.yaml', line)?.name).toBe(name));

  test('are found by name', () => {
    expect(findStep(view, 'b')?.place.line).toBe(9);
    expect(findStep(view, 'x')).toBeUndefined();
  });
});

describe('the pipelines of the window', () => {
  test('take changes, forget what is removed, and tell each change once', () => {
    const pipelines = new Pipelines();
    let told = 0;
    pipelines.onDidChange(() => told++);
    expect(pipelines.loaded).toBe(false);
    const other = pipeline([], { uri: 'file:///a/fairlead.yaml', specPath: '/a/fairlead.yaml' });
    pipelines.replaceAll([pipeline([]), other]);
    expect(pipelines.all().map(({ specPath }) => specPath)).toEqual(['/a/fairlead.yaml', '/w/fairlead.yaml']);
    pipelines.apply({ changed: [pipeline([step('a', 'fresh')])], removed: [other.uri] });
    expect(pipelines.all().map(({ steps }) => steps.length)).toEqual([1]);
    expect(told).toBe(2);
    expect(pipelines.loaded).toBe(true);
  });
});
