import { expect, test } from 'vitest';
import { watchPatterns } from '../../../server/pipelines/watchPatterns';
import type { Pipeline } from '../../../src/core/spec/pipeline';
import { pipeline, step } from './plans';

/** The patterns as `folder: pattern`, for a spec in /w/p. */
function patterns(given: Pipeline): string[] {
  return watchPatterns('/w/p', given).map(({ folder, pattern }) => `${folder}: ${pattern}`);
}

test('files are watched by their folder, folders also below, globs as they are, once each', () => {
  const given = pipeline(
    step('a', { inputs: ['data/x.csv', 'data/y.csv', 'raw', 'img/**/*.png'], outputs: ['model.json'] }),
  );
  expect(patterns(given)).toEqual(
    ['*', '*.lock', 'data/*', 'fairlead.yaml', 'img/**/*.png', 'raw', 'raw/**'].map((pattern) => `/w/p: ${pattern}`),
  );
});

test('what lies above the root is watched from there', () => {
  expect(patterns(pipeline(step('a', { inputs: ['../shared/x.csv'] })))).toContain('/w: shared/*');
});

test('a path with an expression is watched by the folder before it, or not at all', () => {
  const computed = (...parts: string[]) => ({
    source: parts.join(''),
    parts: [parts[0] ?? '', { kind: 'error', message: '', span: { start: 0, end: 0 } } as const],
  });
  const withTemplates = { ...step('a'), metrics: [computed('build/m-'), computed('m-')] };
  expect(patterns(pipeline(withTemplates))).toEqual(
    ['*.lock', 'build/**', 'fairlead.yaml'].map((pattern) => `/w/p: ${pattern}`),
  );
});

test('hundreds of folders become one pattern', () => {
  const inputs = Array.from({ length: 500 }, (_, index) => `d${index}/x.csv`);
  expect(patterns(pipeline(step('a', { inputs })))).toEqual(['/w/p: **']);
});
