import { expect, it } from 'vitest';
import { reasonText } from '../../../src/core/plan/reasonText';
import type { Reason } from '../../../src/core/plan/verdict';

it.each<[Reason, string]>([
  [{ kind: 'never-ran' }, 'never ran'],
  [{ kind: 'forced' }, 'forced'],
  [{ kind: 'always-changed' }, 'runs every time'],
  [{ kind: 'interrupted' }, 'was interrupted'],
  [{ kind: 'command-changed', from: 'a', to: 'b' }, 'command changed'],
  [{ kind: 'param-changed', name: 'train.rate', from: 0.1, to: 0.01 }, 'param train.rate 0.1 → 0.01'],
  [{ kind: 'param-changed', name: 'a', from: undefined, to: ['x', { y: null }] }, 'param a (none) → ["x",{"y":null}]'],
  [{ kind: 'param-changed', name: 'a', from: 'x'.repeat(99), to: '' }, `param a ${'x'.repeat(39)}… → ''`],
  [{ kind: 'env-changed', name: 'OMP' }, 'environment changed: OMP'],
  [{ kind: 'data-changed', path: 'data/f.csv', files: [] }, 'data changed: data/f.csv'],
  [
    { kind: 'code-changed', path: 'src', files: ['a.py', 'b.py', 'c.py', 'd.py', 'e.py'] },
    'code changed: src (a.py, b.py, c.py, and 2 more)',
  ],
  [{ kind: 'input-added', path: 'p' }, 'input added: p'],
  [{ kind: 'input-removed', path: 'p' }, 'input removed: p'],
  [{ kind: 'input-missing', path: 'p' }, 'input missing: p'],
  [{ kind: 'output-missing', path: 'p' }, 'output missing: p'],
  [{ kind: 'output-changed', path: 'p' }, 'output changed: p'],
  [{ kind: 'output-added', path: 'p' }, 'output added: p'],
  [{ kind: 'output-removed', path: 'p' }, 'output removed: p'],
  [{ kind: 'upstream', task: 'train[d=1]' }, 'waits for train[d=1]'],
])('says %j as: %s', (reason, text) => {
  expect(reasonText(reason)).toBe(text);
});
