// A fresh copy of examples/flights, as if just cloned: what a test changes there, nobody sees.
import { cpSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { flights } from './paths.mts';
import { atEnd } from './process.mts';

/** What running leaves behind. */
const leftovers = new Set(['build', '.fairlead', 'fairlead.lock', '__pycache__']);

/** Copies the example into a folder called `name`, which is gone when this process ends. */
export function copyFlights(name = 'flights'): string {
  const parent = realpathSync(mkdtempSync(path.join(tmpdir(), 'fairlead-e2e-')));
  atEnd(() => rmSync(parent, { recursive: true, force: true, maxRetries: 3 }));
  const copy = path.join(parent, name);
  cpSync(flights, copy, { recursive: true, filter: (source) => !leftovers.has(path.basename(source)) });
  return copy;
}
