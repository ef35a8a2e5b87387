// Where things are, all absolute.
import path from 'node:path';

export const root = path.join(import.meta.dirname, '..', '..');
/** Everything that can be made again: bundles of tests, the unpacked extension. */
export const temporary = path.join(root, '.tmp');
/** What a person wants to look at after a test run: screenshots, logs. */
export const artifacts = path.join(root, 'test-artifacts');
export const vscodeHost = path.join(root, 'vscode-host');
export const flights = path.join(root, 'examples', 'flights');
export const bin = path.join(root, 'node_modules');
