// What is done to single files of the store: copied or linked out of it, verified, flushed, mended.
import { chmodSync, closeSync, constants, fstatSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import type { Digest } from '../base/digest';
import { hashBuffer, hashFile } from './hashFile';
import { hashFiles } from './hashFiles';
import { systemCode } from './ioFailure';
import { seal } from './seal';

/** Copies an object out, sharing its blocks where the file system can, as a file that may be written to. */
export async function copyOut(object: string, target: string): Promise<void> {
  const allowed = modeOfNewFile(target);
  await copyFile(object, target, constants.COPYFILE_FICLONE);
  const executable = statSync(object).mode & 0o111;
  chmodSync(target, (0o666 | executable) & allowed);
}

/** What the user's umask leaves of all permissions. A copy would carry over the object's, which are read-only. */
function modeOfNewFile(path: string): number {
  const file = openSync(path, 'wx', 0o777);
  try {
    return fstatSync(file).mode;
  } finally {
    closeSync(file);
  }
}

/** Links an object out, read-only; copies where the file system cannot link. */
export async function linkOut(object: string, target: string): Promise<void> {
  try {
    linkSync(object, target);
  } catch (error) {
    if (!cannotLink.has(systemCode(error) ?? '')) throw error;
    await copyOut(object, target);
  }
}

const cannotLink: ReadonlySet<string> = new Set(['EXDEV', 'EMLINK', 'EPERM', 'ENOTSUP', 'ENOSYS']);

/** The digest of a file of any size; undefined when it cannot be read. */
export async function digestOf(path: string): Promise<Digest | undefined> {
  const [result] = await hashFiles([{ path, size: statSync(path).size }]);
  return result?.ok === true ? result.value : undefined;
}

/** Makes sure that the bytes of a file survive a power cut. */
export function flushFile(path: string): void {
  const file = openSync(path, 'r+');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** An object whose seal is broken is sealed anew when its bytes are right, and removed when they are not. Answers whether they are. */
export function mend(object: string, digest: Digest): boolean {
  const found = hashFile({ path: object, size: statSync(object).size }, hashBuffer());
  const right = found.ok && found.value === digest;
  try {
    if (right) seal(object);
    else rmSync(object, { force: true });
  } catch {
    // A read-only cache cannot be mended; what was read is the answer all the same.
  }
  return right;
}
