import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from '../../../src/core/run/events';
import type { Output } from '../../../src/cli/output';
import { liveView } from '../../../src/cli/progress/liveView';
import { Terminal } from '../terminal';

const started = (...tasks: readonly string[]): RunEvent => ({
  type: 'execution-started',
  time: Date.now(),
  execution: 'e1',
  pipeline: 'p',
  specFile: 'fairlead.yaml',
  specDigest: 'sha256:0',
  pid: 1,
  host: 'h',
  tasks: tasks.map((task) => ({ task, step: task, verdict: 'stale', reasons: [] })),
});
const start = (task: string, secondsAgo = 0): RunEvent => ({
  type: 'task-started',
  time: Date.now() - secondsAgo * 1000,
  task,
  step: task,
  attempt: 1,
  attemptId: task,
  matrix: {},
  params: {},
  command: 'true',
  reasons: [],
  log: `${task}.log`,
  outputs: [],
});
const end = (task: string): RunEvent => ({
  type: 'task-ended',
  time: Date.now(),
  task,
  attempt: 1,
  attemptId: task,
  outcome: { kind: 'succeeded' },
  usage: { wallMs: 1200 },
  metrics: {},
  willRetry: false,
});

/** A terminal of a size, the view on it, and a way to resize it. */
function open(columns: number, rows = 24) {
  const terminal = new Terminal(columns);
  const size = { columns, rows };
  let resized: () => void = () => undefined;
  const out: Output = {
    write: (text) => terminal.write(text),
    live: true,
    get columns() {
      return size.columns;
    },
    get rows() {
      return size.rows;
    },
    onResize(listener) {
      resized = listener;
      return () => (resized = () => undefined);
    },
    paint: (_, text) => text,
    closed: new AbortController().signal,
  };
  const resize = (to: number) => {
    size.columns = to;
    terminal.resize(to);
    resized();
  };
  const view = liveView({ out, err: out, problems: () => [] });
  return { terminal, view, resize };
}

/** The screen after these events and the next redraw. */
function screen(columns: number, rows: number, events: readonly RunEvent[]): string {
  const { terminal, view } = open(columns, rows);
  for (const event of events) view.event(event);
  vi.advanceTimersByTime(100);
  const shown = terminal.screen;
  view.close();
  return shown;
}

beforeEach(() => vi.useFakeTimers({ now: 1_000_000 }));
afterEach(() => vi.useRealTimers());

describe('the live view', () => {
  it('keeps running tasks below and lets ended ones scroll above', () => {
    const { terminal, view } = open(60);
    view.event(started('prepare', 'train', 'select'));
    view.event(start('prepare'));
    view.event(end('prepare'));
    view.event(start('train', 3));
    vi.advanceTimersByTime(100);
    expect(terminal.screen).toBe(
      ['done      prepare  1.2 s', '⠙ train  3.1 s', '1 of 3 tasks, 1 running  0.1 s'].join('\n'),
    );
    view.close();
    expect(terminal.screen).toBe('done      prepare  1.2 s');
  });

  it('cuts names on a narrow terminal, so that no line wraps', () => {
    const shown = screen(24, 24, [started('a'), start('train[rate=0.01,depth=3]')]);
    expect(shown.split('\n').map((line) => line.length <= 23)).toEqual([true, true]);
    expect(shown).toContain('train[rate=0.…  0.1 s');
  });

  it('shows as many running tasks as there are rows', () => {
    const tasks = ['a', 'b', 'c', 'd', 'e', 'f'];
    const shown = screen(40, 6, [started(...tasks), ...tasks.map((task) => start(task))]);
    expect(shown.split('\n')).toEqual([
      expect.stringContaining('a'),
      expect.stringContaining('b'),
      '  and 4 more',
      '0 of 6 tasks, 6 running  0.1 s',
    ]);
  });

  it('counts the rows that a line takes after the window was made narrower', () => {
    const { terminal, view, resize } = open(30);
    view.event(started('prepare-the-flights', 'b'));
    view.event(start('prepare-the-flights'));
    vi.advanceTimersByTime(100);
    resize(20);
    view.event(end('prepare-the-flights'));
    view.close();
    expect(terminal.screen).toBe('done      prepare-th\ne-flights  1.2 s');
  });

  it('says what happened above the running tasks', () => {
    const { terminal, view } = open(60);
    view.event(started('train'));
    view.event(start('train'));
    vi.advanceTimersByTime(100);
    view.say('Ctrl-C: stopping.');
    expect(terminal.screen.split('\n')).toEqual([
      'Ctrl-C: stopping.',
      expect.stringContaining('train'),
      expect.stringContaining('0 of 1 task'),
    ]);
    view.close();
  });
});
