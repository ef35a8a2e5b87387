// How the store knows without reading that an object is as it was put: its time of change is a number made of its size.
import { chmodSync, statSync, utimesSync, type Stats } from 'node:fs';

/**
 * Closes an object: read-only, and with a modification time that says its size. Whoever writes into it later (through a
 * hardlink, or by hand) changes the time, and a power cut that loses the bytes of a file changes the size: either breaks the seal.
 */
export function seal(path: string): void {
  const { size, mode } = statSync(path);
  utimesSync(path, sealTime(size), sealTime(size));
  chmodSync(path, 0o444 | (mode & 0o111));
}

/** Whether an object is as it was when it was sealed. */
export function isSealed(stat: Stats): boolean {
  return Math.round(stat.mtimeMs / 1000) === sealTime(stat.size);
}

/** Seconds since 1970, between 2001 and 2033: every file system can hold these. */
const sealTime = (size: number): number => 1_000_000_000 + (size % 1_000_000_007);
