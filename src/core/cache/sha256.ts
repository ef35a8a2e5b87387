// How content becomes an address: SHA-256 by OpenSSL, which is twice as fast as MD5 where the processor has SHA instructions.
import { hash } from 'node:crypto';
import type { Digest, Sha256 } from '../base/digest';

/** Digests a text as UTF-8. */
export const sha256: Sha256 = (text) => `sha256:${hash('sha256', text, 'hex')}`;

/** Digests bytes. */
export function sha256Bytes(bytes: Uint8Array): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/** The 64 hex digits of a digest: its name in the store. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}

/** Whether a text read from a file is a digest; whatever else stands there was not written by us. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === 'string' && /^sha256:[0-9a-f]{64}$/.test(text);
}
