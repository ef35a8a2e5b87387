// Folders with all that are missing above them, and the system's own word when that cannot be.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemCode } from './ioFailure';

/** Makes `directory` and what is missing above it. Throws what the system throws. */
export function makeDirectories(directory: string): void {
  if (existsSync(directory)) return;
  makeDirectories(dirname(directory));
  try {
    // Not with `recursive`, by which Node says ENOENT where the file system is read-only.
    mkdirSync(directory);
  } catch (error) {
    // Another process of ours may have been faster.
    if (systemCode(error) !== 'EEXIST') throw error;
  }
}
