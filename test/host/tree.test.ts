// Pipelines -> rows: what a user sees and hears in the view.
import { describe, expect, test } from 'vitest';
import { changedRows } from '../../src/host/tree/changedRows';
import { toTree, type TreeRow } from '../../src/host/tree/toTree';
import type { PipelineView } from '../../src/protocol/pipelines';
import { pipeline, step, task } from './views';

/** The rows as indented lines: `icon label | description`. */
function drawn(...pipelines: readonly PipelineView[]): string {
  const lines = (rows: readonly TreeRow[], indent: string): string[] =>
    rows.flatMap(({ icon, label, description, children }) => [
      `${indent}${icon} ${label}${description === '' ? '' : ` | ${description}`}`,
      ...lines(children, `${indent}  `),
    ]);
  return lines(toTree(pipelines), '').join('\n');
}

const rows = (view: PipelineView): readonly TreeRow[] => toTree([view])[0]!.children;

describe('rows', () => {
  test('a fresh step shows its metrics, a stale one its first reason and all reasons below it', () => {
    const reasons = ['param train.rate 0.1 → 0.01', 'code changed: steps/train.py'];
    const view = pipeline([
      step('prepare', 'fresh', { tasks: [task('prepare', 'fresh', { durationMs: 1234 })] }),
      step('evaluate', 'fresh', { tasks: [task('evaluate', 'fresh', { metrics: { auc: 0.71239, rows: 12345 } })] }),
      step('train', 'stale', { tasks: [task('train', 'stale', { reasons })] }),
    ]);
    expect(drawn(view)).toBe(
      [
        'circle-large-outline flights | 2/3 steps fresh',
        '  pass prepare | took 1.2 s',
        '  pass evaluate | auc 0.7124 · rows 12,345',
        '  circle-large-outline train | param train.rate 0.1 → 0.01 (+1)',
        '    settings param train.rate 0.1 → 0.01',
        '    file-code code changed: steps/train.py',
      ].join('\n'),
    );
  });

  test('a matrix step counts its tasks and holds them', () => {
    const tasks = [
      task('train[a=1]', 'fresh', { matrixKey: 'a=1', metrics: { auc: 0.5 } }),
      task('train[a=2]', 'running', { matrixKey: 'a=2' }),
    ];
    expect(
      drawn(pipeline([step('train', 'running', { tasks })], { running: { execution: 'e', done: 1, total: 2 } })),
    ).toBe(
      [
        'loading~spin flights | running',
        '  loading~spin train | 1 running, 1/2 fresh',
        '    pass a=1 | auc 0.5',
        '    loading~spin a=2 | running',
      ].join('\n'),
    );
  });

  test('why no plan could be made is the first row', () => {
    const view = pipeline([step('train', 'unknown')], { problem: 'fairlead.lock is not readable' });
    expect(drawn(view).split('\n').slice(0, 2)).toEqual([
      'question flights | cannot be planned',
      '  warning fairlead.lock is not readable',
    ]);
  });

  test('several specs are told apart by their place, unless the name says it already', () => {
    const named = (name: string, specPath: string): PipelineView =>
      pipeline([], { name, uri: `file://${specPath}`, specPath });
    const places = (...pipelines: readonly PipelineView[]): readonly string[] =>
      toTree(pipelines).map(({ description }) => description.replace(/^no steps yet(?: · )?/, ''));
    expect(places(named('a', '/w/fairlead.yaml'))).toEqual(['']);
    expect(places(named('a', '/w/fairlead.yaml'), named('b', '/w/b/fairlead.yaml'))).toEqual(['fairlead.yaml', '']);
    expect(places(named('a', '/w/x/m/fairlead.yaml'), named('b', '/w/y/m/fairlead.yaml'))).toEqual(['x/m', 'y/m']);
    expect(places(named('a', '/w/fairlead.yaml'), named('b', '/w/late.fairlead.yaml'))).toEqual([
      'fairlead.yaml',
      'late.fairlead.yaml',
    ]);
    expect(places(named('a', 'C:\\w\\x\\fairlead.yaml'), named('b', 'C:\\w\\y\\fairlead.yaml'))).toEqual(['x', 'y']);
  });

  test('a spec with errors leads to the first of them', () => {
    expect(drawn(pipeline([step('train', 'unknown', { tasks: [] })], { errors: 2, problem: '2 errors' }))).toBe(
      ['error flights | 2 problems', '  arrow-right Go to the first problem', '  question train'].join('\n'),
    );
  });

  test('what runs is told from its start on, whatever made it run', () => {
    const tasks = [task('train', 'running', { startedAt: 5000, reasons: ['never ran'] })];
    const [row] = rows(pipeline([step('train', 'running', { tasks })]));
    expect([row!.description, row!.runningSince]).toEqual(['running', 5000]);
  });

  test('a screen reader hears step, state and reasons', () => {
    const tasks = [task('train', 'stale', { reasons: ['never ran'] })];
    expect(rows(pipeline([step('train', 'stale', { tasks })]))[0]!.spoken).toBe('step train, stale: never ran');
    expect(rows(pipeline([step('train', 'fresh')]))[0]!.spoken).toBe('step train, fresh');
  });

  test('menus find kind, state and log in the context value', () => {
    const tasks = [task('train', 'failed', { logUri: 'file:///w/log' })];
    expect(rows(pipeline([step('train', 'failed', { tasks })]))[0]!.context).toBe('step failed hasLog');
    expect(rows(pipeline([step('train', 'fresh')]))[0]!.context).toBe('step fresh');
  });

  test('nothing that a user wrote becomes a link or an icon in a tooltip', () => {
    const [row] = rows(pipeline([step('train', 'fresh', { description: '[x](command:evil) $(bug) <img src=y>' })]));
    expect(row!.tooltip).not.toMatch(/\[x\]\(|(?<!\\)\$\(bug|<img/);
  });
});

describe('what is redrawn', () => {
  const stateOf = (state: 'running' | 'fresh', done = 0): readonly TreeRow[] =>
    toTree([
      pipeline([step('prepare', 'fresh'), step('train', state)], {
        running: { execution: 'e', done, total: 2 },
      }),
    ]);

  test('a step that changed, alone', () => {
    expect(changedRows(stateOf('running'), stateOf('fresh'))).toEqual(['file:///w/fairlead.yaml#train']);
  });

  test('nothing for progress alone: it stands elsewhere', () => {
    expect(changedRows(stateOf('running', 0), stateOf('running', 1))).toEqual([]);
  });

  test('everything when a pipeline comes or goes', () => {
    expect(changedRows([], stateOf('fresh'))).toBe('all');
  });

  test('the pipeline when a step is added', () => {
    const before = toTree([pipeline([step('a', 'fresh')])]);
    const after = toTree([pipeline([step('a', 'fresh'), step('b', 'fresh')])]);
    expect(changedRows(before, after)).toEqual(['file:///w/fairlead.yaml']);
  });
});
