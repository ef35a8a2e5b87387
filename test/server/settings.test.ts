import { expect, test } from 'vitest';
import { toSettings } from '../../server/settings';

test('severities by rule and the globs that are switched on', () => {
  const severity = { FL101: 'off', FL102: 'error' };
  const exclude = { '**/tmp': true, '**/kept': false, '**/*.js': { when: '$(basename).ts' } };
  expect(toSettings([severity, exclude, false, true])).toEqual({
    severities: severity,
    exclude: ['**/tmp'],
    hints: { values: false, steps: true },
  });
});

test.each([undefined, null, 'x', [], [null, null], [['FL101'], 3], [{ FL101: 'loud', rule: 'off', FL102: 3 }]])(
  'what is not understood counts as not set: %j',
  (answers) => {
    expect(toSettings(answers)).toEqual({ severities: {}, exclude: [], hints: { values: true, steps: true } });
  },
);
