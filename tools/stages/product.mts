// Stages that make what is shipped: dist/ and the .vsix that the end-to-end stages install.
import { statSync } from 'node:fs';
import { buildProduct, packVsix } from '../lib/build.mts';
import { Stop } from '../lib/say.mts';
import { oneCheck, type Outcome, type Stage } from './stage.mts';

async function made(make: () => Promise<string>): Promise<Outcome> {
  try {
    return { ...oneCheck(true, ''), note: await make() };
  } catch (error) {
    if (error instanceof Stop) return oneCheck(false, error.message);
    throw error;
  }
}

/** dist/, before anything that runs it. */
export const build: Stage = {
  name: 'build',
  title: 'extension, server, terminal, webviews',
  groups: ['e2e'],
  run: () => made(() => buildProduct().then(() => '')),
};

/** The .vsix of dist/. */
export const pack: Stage = {
  name: 'vsix',
  title: 'the installable file',
  groups: ['e2e'],
  run: () => made(async () => `${(statSync(await packVsix()).size / 1024).toFixed(0)} KB`),
};
